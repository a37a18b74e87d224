package dev.socketwire.socketio.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.socketwire.socketio.SocketIoServer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who starts when: one server for the class, one for each test, and one by hand. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SocketIoExtensionTest {
    private static final AtomicInteger OF_CLASS = new AtomicInteger();
    private static final AtomicInteger OF_TESTS = new AtomicInteger();

    @RegisterExtension
    static final SocketIoExtension ofClass = SocketIoExtension.of(io -> OF_CLASS.incrementAndGet());

    @Test
    @Order(1)
    void theFirstTestHasTheServerOfItsClass(TestServer server, SocketIoServer io, TestClient client) {
        assertThat(OF_CLASS).hasValue(1);
        assertThat(server).isSameAs(ofClass.server());
        assertThat(io).isSameAs(server.io());
        assertThat(client.isConnected()).isTrue();
        assertThat(io.of("/").socketCount()).isEqualTo(1);
    }

    @Test
    @Order(2)
    void soHasTheSecondWithoutTheClientsOfTheFirst(SocketIoServer io) {
        assertThat(OF_CLASS).hasValue(1);
        await().until(() -> io.of("/").socketCount() == 0);
    }

    @Test
    void aServerByHandEndsWithItsClients() {
        TestClient client;
        try (TestServer server = TestServer.start(io -> {})) {
            client = server.connect();
        }
        assertThat(client.expectDisconnect().soon()).isNotEmpty();
    }

    @Test
    void whatFailsInTheSetUpFailsTheTest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestServer.start(io -> {
                    throw new IllegalArgumentException("as it is");
                }))
                .withMessage("as it is");
    }

    @Test
    void itRunsByTheJUnitThatItIsToRunBy() {
        assertThat(Test.class.getPackage().getImplementationVersion())
                .startsWith(System.getProperty("expected.junit", "6."));
    }

    @Nested
    class ForEach {
        @RegisterExtension
        final SocketIoExtension ofTest = SocketIoExtension.of(io -> OF_TESTS.incrementAndGet());

        @Test
        void one() {
            assertItsOwn();
        }

        @Test
        void another() {
            assertItsOwn();
        }

        private void assertItsOwn() {
            assertThat(ofTest.connect().isConnected()).isTrue();
            assertThat(ofTest.server().io().of("/").socketCount()).isEqualTo(1);
            assertThat(OF_CLASS).as("servers of the outer class").hasValue(1);
            assertThat(ofTest.server()).isNotSameAs(ofClass.server());
        }
    }
}
