package dev.socketwire.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.socketwire.frames.DeflateOptions;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineOptionsTest {
    @Test
    void aSetOptionIsKeptAndTheOthersStayAsTheyWere() {
        EngineOptions first =
                EngineOptions.builder().pingInterval(Duration.ofMillis(300)).build();

        EngineOptions second =
                first.toBuilder().pingTimeout(Duration.ofMillis(200)).build();

        assertThat(second.pingInterval()).isEqualTo(Duration.ofMillis(300));
        assertThat(second.pingTimeout()).isEqualTo(Duration.ofMillis(200));
        assertThat(first.pingTimeout()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void aBuilderThatIsUsedAgainDoesNotChangeWhatItHasBuilt() {
        EngineOptions.Builder builder = EngineOptions.builder();
        EngineOptions options = builder.build();

        builder.maxHttpBufferSize(1);

        assertThat(options.maxHttpBufferSize()).isEqualTo(1_000_000);
    }

    @Test
    void everyOptionSurvivesABuilderOfIt() {
        AllowRequest allowRequest = AllowRequest.when(request -> true);
        HeadersHook initialHeaders = (headers, request) -> {};
        HeadersHook headers = (answer, request) -> {};
        PlainHttpHandler plainHttp = PlainHttpHandler.of(request -> PlainResponse.notFound());
        EngineLimits limits = EngineLimits.builder().sessions(7).build();
        CorsOptions cors = CorsOptions.origins("*");

        EngineOptions options = EngineOptions.builder()
                .path("/x/")
                .transports(TransportName.WEBSOCKET)
                .pingInterval(Duration.ofMillis(1))
                .pingTimeout(Duration.ofMillis(2))
                .upgradeTimeout(Duration.ofMillis(3))
                .maxHttpBufferSize(4)
                .allowUpgrades(false)
                .perMessageDeflate(DeflateOptions.defaults())
                .httpCompression(5)
                .cookie(CookieOptions.defaults())
                .cors(cors)
                .allowRequest(allowRequest)
                .initialHeaders(initialHeaders)
                .headers(headers)
                .connectionError(error -> {})
                .plainHttp(plainHttp)
                .outboundPolicy(OutboundPolicy.DROP_VOLATILE)
                .initialPacket(InitialPacket.text("hello"))
                .generateId(request -> "id")
                .limits(limits)
                .build()
                .toBuilder()
                .build();

        assertThat(options.initialPacket().orElseThrow().data()).asString().isEqualTo("hello");
        assertThat(options.generateId()).isPresent();
        assertThat(options.outboundPolicy()).isEqualTo(OutboundPolicy.DROP_VOLATILE);
        assertThat(options.path()).isEqualTo("/x");
        assertThat(options.transports()).containsExactly(TransportName.WEBSOCKET);
        assertThat(options.pingInterval()).hasMillis(1);
        assertThat(options.pingTimeout()).hasMillis(2);
        assertThat(options.upgradeTimeout()).hasMillis(3);
        assertThat(options.maxHttpBufferSize()).isEqualTo(4);
        assertThat(options.allowUpgrades()).isFalse();
        assertThat(options.perMessageDeflate()).contains(DeflateOptions.defaults());
        assertThat(options.httpCompression()).hasValue(5);
        assertThat(options.cookie()).contains(CookieOptions.defaults());
        assertThat(options.cors()).containsSame(cors);
        assertThat(options.allowRequest()).containsSame(allowRequest);
        assertThat(options.initialHeaders()).containsSame(initialHeaders);
        assertThat(options.headers()).containsSame(headers);
        assertThat(options.connectionError()).isPresent();
        assertThat(options.plainHttp()).containsSame(plainHttp);
        assertThat(options.limits()).isSameAs(limits);
    }

    @Test
    void compressionIsSwitchedOffAndOn() {
        EngineOptions off = EngineOptions.builder().httpCompression(false).build();

        assertThat(off.httpCompression()).isEmpty();
        assertThat(off.toBuilder().httpCompression(true).build().httpCompression())
                .hasValue(1024);
        assertThat(off.toBuilder().httpCompression(0).build().httpCompression()).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({"/socket.io,/socket.io", "/socket.io/,/socket.io", "/a/b/,/a/b", "/,''"})
    void oneTrailingSlashOfThePathIsTakenOff(String path, String kept) {
        assertThat(EngineOptions.builder().path(path).build().path()).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "socket.io", "/a b", "/a?b", "/a#b", "/é", "/a\n", "/\u007f"})
    void aPathThatNoTargetBeginsWithIsRefused(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EngineOptions.builder().path(path))
                .withMessageStartingWith("path is");
    }

    @Test
    void transportsHaveAnOrderOfTheirOwn() {
        EngineOptions options = EngineOptions.builder()
                .transports(TransportName.WEBSOCKET, TransportName.POLLING, TransportName.WEBSOCKET)
                .build();

        assertThat(options.transports()).containsExactly(TransportName.POLLING, TransportName.WEBSOCKET);
    }

    @Test
    void withoutATransportThereIsNoEngine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EngineOptions.builder().transports())
                .withMessage("number of transports is 0, must be at least 1");
    }

    @Test
    void onlyPollingIsUpgradedAndOnlyToWhatIsThere() {
        EngineOptions both = EngineOptions.defaults();
        EngineOptions polling =
                EngineOptions.builder().transports(TransportName.POLLING).build();
        EngineOptions fixed = EngineOptions.builder().allowUpgrades(false).build();

        assertThat(both.upgradesFrom(TransportName.POLLING)).containsExactly(TransportName.WEBSOCKET);
        assertThat(both.upgradesFrom(TransportName.WEBSOCKET)).isEmpty();
        assertThat(polling.upgradesFrom(TransportName.POLLING)).isEmpty();
        assertThat(fixed.upgradesFrom(TransportName.POLLING)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 2_147_483_648L})
    void aTimeThatNoTimerOfAClientHoldsIsRefused(long millis) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EngineOptions.builder().pingInterval(Duration.ofMillis(millis)))
                .withMessage("pingInterval is " + Duration.ofMillis(millis) + ", must be from 1 ms to 2147483647 ms");
    }

    @Test
    void theLongestTimeIsAllowedAndALongerOneThatOverflowsIsRefused() {
        Duration longest = Duration.ofMillis(Integer.MAX_VALUE);

        assertThat(EngineOptions.builder().pingTimeout(longest).build().pingTimeout())
                .isEqualTo(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EngineOptions.builder().pingTimeout(Duration.ofSeconds(Long.MAX_VALUE)));
    }

    @Test
    void sizesBelowTheirLeastAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EngineOptions.builder().maxHttpBufferSize(0))
                .withMessage("maxHttpBufferSize is 0, must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EngineOptions.builder().httpCompression(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EngineLimits.builder().headerLines(9))
                .withMessage("headerLines is 9, must be at least 10");
    }

    @Test
    void everyLimitThatIsSetIsKept() {
        EngineLimits limits = EngineLimits.builder()
                .requestLineBytes(301)
                .headerBytes(302)
                .headerLines(11)
                .headerTimeout(Duration.ofMillis(1))
                .bodyTimeout(Duration.ofMillis(2))
                .keepAliveTimeout(Duration.ofMillis(3))
                .packetsPerPayload(4)
                .pollBytes(5)
                .queueBytes(1025)
                .queuePackets(6)
                .writeStallTimeout(Duration.ofMillis(7))
                .allowRequestTimeout(Duration.ofMillis(8))
                .pendingHandshakes(9)
                .sessions(10)
                .build();

        assertThat(limits.requestLineBytes()).isEqualTo(301);
        assertThat(limits.headerBytes()).isEqualTo(302);
        assertThat(limits.headerLines()).isEqualTo(11);
        assertThat(limits.headerTimeout()).hasMillis(1);
        assertThat(limits.bodyTimeout()).hasMillis(2);
        assertThat(limits.keepAliveTimeout()).hasMillis(3);
        assertThat(limits.packetsPerPayload()).isEqualTo(4);
        assertThat(limits.pollBytes()).isEqualTo(5);
        assertThat(limits.queueBytes()).isEqualTo(1025);
        assertThat(limits.queuePackets()).isEqualTo(6);
        assertThat(limits.writeStallTimeout()).hasMillis(7);
        assertThat(limits.allowRequestTimeout()).hasMillis(8);
        assertThat(limits.pendingHandshakes()).isEqualTo(9);
        assertThat(limits.sessions()).isEqualTo(10);
    }

    @Test
    void transportsAreKnownByTheirNamesOfTheWireOnly() {
        assertThat(TransportName.of("polling")).contains(TransportName.POLLING);
        assertThat(TransportName.of("websocket")).contains(TransportName.WEBSOCKET);
        assertThat(Set.of("Polling", "", "webtransport", "__proto__"))
                .allSatisfy(name -> assertThat(TransportName.of(name)).isEmpty());
    }
}
