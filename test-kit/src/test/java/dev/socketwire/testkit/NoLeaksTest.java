package dev.socketwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The instrument is proved on classes that leak on purpose, in a run of their own inside this one. */
class NoLeaksTest {
    private static final CountDownLatch END = new CountDownLatch(1);

    @Test
    void aBufferThatIsNotReleasedFailsItsClass() {
        TestExecutionSummary summary = run(LosesABuffer.class);
        assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
        assertThat(failure(summary)).contains("1 leak(s)", "ByteBuf", "losesABuffer");
    }

    @Test
    void aThreadThatStaysFailsItsClass() {
        try {
            TestExecutionSummary summary = run(LeavesAThread.class);
            assertThat(failure(summary)).contains("left a thread behind: the one that stays");
        } finally {
            END.countDown();
        }
    }

    @Test
    void aTidyClassPasses() {
        TestExecutionSummary summary = run(ReleasesItsBuffer.class);
        assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
        assertThat(summary.getFailures()).isEmpty();
    }

    private static String failure(TestExecutionSummary summary) {
        assertThat(summary.getFailures()).hasSize(1);
        return String.valueOf(summary.getFailures().get(0).getException().getMessage());
    }

    private static TestExecutionSummary run(Class<?> tests) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(tests))
                                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
                                .build(),
                        listener);
        return listener.getSummary();
    }

    static final class LosesABuffer {
        @Test
        void losesABuffer() {
            ByteBuf lost = ByteBufAllocator.DEFAULT.buffer(8);
            assertThat(lost.refCnt()).isEqualTo(1);
        }
    }

    static final class LeavesAThread {
        @Test
        void leavesAThread() {
            Thread thread = new Thread(
                    () -> {
                        try {
                            END.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "the one that stays");
            thread.start();
        }
    }

    static final class ReleasesItsBuffer {
        @Test
        void releasesItsBuffer() {
            assertThat(ByteBufAllocator.DEFAULT.buffer(8).release()).isTrue();
        }
    }
}
