package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;

/** What three servers tell each other past their clients. */
class ServerSideEmitTest {
    record Load(int sockets, String host) {}

    private final JvmBus bus = new JvmBus();
    private final List<RunningServer> servers = List.of(server(), server(), server());
    private final SocketIoServer io = servers.get(0).io;

    @AfterEach
    void stop() {
        servers.forEach(RunningServer::close);
    }

    @Test
    void allOthersHearIt() {
        for (RunningServer server : servers) {
            server.io.onServerSideEmit("load", Load.class, load -> server.events.add("typed " + load.sockets()));
            server.io
                    .of("/")
                    .onServerSideEmit(
                            "load",
                            arguments -> server.events.add(
                                    "raw " + arguments.size() + " " + arguments.get(1, byte[].class)[0]));
        }
        servers.forEach(server -> server.io.onServerSideEmit("end", String.class, text -> server.events.add("end")));
        io.serverSideEmit("load", new Load(7, "a"), new byte[] {9});
        io.serverSideEmit("nobody listens", new Load(8, "b"), new byte[] {8});
        io.serverSideEmit("end");
        for (RunningServer server : servers.subList(1, 3)) {
            await().until(() -> server.events.contains("end"));
            assertThat(server.events()).containsExactly("typed 7", "raw 2 9", "end");
        }
        assertThat(servers.get(0).events()).isEmpty();
    }

    @Test
    void othersAnswer() throws Exception {
        servers.get(0).io.onServerSideRequest("add", Integer.class, n -> -1);
        // Who listens to that name answers nothing, and who answers to another one is not asked.
        servers.get(1)
                .io
                .onServerSideEmit(
                        "add", Integer.class, n -> servers.get(1).events.add("heard " + n));
        servers.get(1).io.onServerSideRequest("subtract", Integer.class, n -> -2);
        servers.get(1).io.onServerSideRequest("add", Integer.class, n -> n + 1);
        servers.get(2)
                .io
                .of("/")
                .onServerSideRequest(
                        "add",
                        arguments -> CompletableFuture.supplyAsync(
                                () -> Answer.of(arguments.get(0, Integer.class) + 2, "not the first")));
        ServerAnswers<Integer> answers =
                io.serverSideEmitWithAck("add", Integer.class, 40).get(10, TimeUnit.SECONDS);
        assertThat(answers.answers()).containsExactlyInAnyOrder(41, 42);
        assertThat(answers.isComplete()).isTrue();
        assertThat(servers.get(1).events()).containsExactly("heard 40");
    }

    @Test
    void allValuesOfEachAnswerAreHadAsArguments() throws Exception {
        servers.get(1).io.onServerSideRequest("q", Arguments.class, arguments -> arguments);
        servers.get(2).io.onServerSideRequest("q", Integer.class, n -> Answer.of(n, "b"));
        ServerAnswers<Arguments> answers =
                io.serverSideEmitWithAck("q", Arguments.class, 7, "b").get(10, TimeUnit.SECONDS);
        assertThat(answers.answers())
                .hasSize(2)
                .allSatisfy(answer -> assertThat(answer.get(1, String.class)).isEqualTo("b"));
    }

    @Test
    void genericTypesAreBoundAsTheyAre() throws Exception {
        for (RunningServer server : servers.subList(1, 3)) {
            server.io
                    .onServerSideRequest(
                            "hosts",
                            new TypeReference<List<Load>>() {},
                            loads -> Map.of(loads.get(0).host(), loads))
                    .onServerSideEmit(
                            "loads",
                            new TypeReference<List<Load>>() {},
                            loads -> server.events.add(loads.get(0).host()));
        }
        List<Load> loads = List.of(new Load(7, "a"));
        TypeReference<Map<String, List<Load>>> byHost = new TypeReference<>() {};
        assertThat(io.serverSideEmitWithAck("hosts", byHost, loads)
                        .get(10, TimeUnit.SECONDS)
                        .answers())
                .containsExactly(Map.of("a", loads), Map.of("a", loads));
        assertThat(io.of("/")
                        .serverSideEmitWithAck(Duration.ofSeconds(5), "hosts", byHost, loads)
                        .get(10, TimeUnit.SECONDS)
                        .answers())
                .containsExactly(Map.of("a", loads), Map.of("a", loads));
        assertThat(io.serverSideEmitWithAck(Duration.ofSeconds(5), "hosts", Map.class, loads)
                        .get(10, TimeUnit.SECONDS)
                        .answers())
                .hasSize(2);
        io.serverSideEmit("loads", loads);
        await().until(() -> servers.get(2).events.contains("a"));
    }

    @Test
    void aContractIsNamedOnce() throws Exception {
        Event<List<Load>> loaded = Event.of("loaded", new TypeReference<>() {});
        Request<List<Integer>, Map<String, Integer>> add =
                Request.of("add", new TypeReference<>() {}, new TypeReference<>() {});
        servers.get(1)
                .io
                .onServerSideEmit(
                        loaded, loads -> servers.get(1).events.add(loads.get(0).host()));
        servers.get(1).io.onServerSideRequest(add, ns -> Map.of("sum", ns.get(0) + ns.get(1)));
        servers.get(2).io.of("/").onServerSideRequest(add, ns -> Map.of("sum", -1));
        io.serverSideEmit(loaded, List.of(new Load(7, "a")));
        await().until(() -> servers.get(1).events.contains("a"));
        assertThat(io.serverSideEmitWithAck(add, List.of(40, 2))
                        .get(10, TimeUnit.SECONDS)
                        .answers())
                .containsExactlyInAnyOrder(Map.of("sum", 42), Map.of("sum", -1));
        assertThat(io.of("/")
                        .serverSideEmitWithAck(Duration.ofSeconds(5), add, List.of(40, 2))
                        .get(10, TimeUnit.SECONDS)
                        .answers())
                .hasSize(2);
    }

    @Test
    void whoFailsOrAnswersNothingThatFitsIsSilent() throws Exception {
        servers.get(1).io.onServerSideRequest("q", String.class, text -> {
            throw new IllegalStateException("bang");
        });
        servers.get(2).io.onServerSideRequest("q", String.class, text -> "no number");
        ServerAnswers<Integer> answers =
                io.serverSideEmitWithAck("q", Integer.class, "x").get(10, TimeUnit.SECONDS);
        assertThat(answers.answers()).isEmpty();
        assertThat(answers.silentServers()).isEqualTo(2);
        assertThat(servers.get(1).errors).containsExactly("q: IllegalStateException: bang");
        assertThat(servers.get(0).errors)
                .containsExactly("q: IllegalArgumentException: argument 0 does not fit java.lang.Integer");
    }

    @Test
    void whoCannotAnswerSaysSoAtOnce() throws Exception {
        servers.get(1).io.onServerSideRequest("q", String.class, text -> {
            throw new IllegalStateException("bang");
        });
        servers.get(2)
                .io
                .of("/")
                .onServerSideRequest(
                        "q",
                        arguments -> CompletableFuture.supplyAsync(() -> {
                            throw new IllegalStateException("later");
                        }));
        for (String event : List.of("q", "nobody answers")) {
            ServerAnswers<String> answers = io.of("/")
                    .serverSideEmitWithAck(Duration.ofMinutes(5), event, String.class, "x")
                    .get(10, TimeUnit.SECONDS);
            assertThat(answers).isEqualTo(new ServerAnswers<>(List.of(), 2));
        }
        assertThat(servers.get(1).errors).containsExactly("q: IllegalStateException: bang");
        assertThat(servers.get(2).errors).containsExactly("q: IllegalStateException: later");
    }

    @Test
    void whereOthersCannotBeAskedTheFutureFails() {
        bus.breakDown();
        assertThat(io.serverSideEmitWithAck("q", String.class, "x"))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("the bus is broken");
    }

    @Test
    void whoIsSilentIsCounted() throws Exception {
        servers.get(1).io.onServerSideRequest("q", String.class, text -> text + "!");
        bus.silenceLast("/");
        ServerAnswers<String> answers = io.of("/")
                .serverSideEmitWithAck(Duration.ofSeconds(2), "q", String.class, "a")
                .get(10, TimeUnit.SECONDS);
        assertThat(answers.answers()).containsExactly("a!");
        assertThat(answers.silentServers()).isOne();
        assertThat(answers.isComplete()).isFalse();
    }

    @Test
    void argumentsThatDoNotFitAreToldToTheHook() {
        servers.get(1)
                .io
                .onServerSideEmit("n", Integer.class, n -> servers.get(1).events.add("never"));
        io.serverSideEmit("n", List.of(1));
        await().until(() -> !servers.get(1).errors.isEmpty());
        assertThat(servers.get(1).events()).isEmpty();
    }

    @Test
    void aServerAloneHasNobodyToTell() throws Exception {
        try (RunningServer alone = RunningServer.start()) {
            alone.io.onServerSideRequest("q", String.class, text -> "me");
            alone.io.serverSideEmit("q", "x");
            assertThat(alone.io.serverSideEmitWithAck("q", String.class, "x").get(10, TimeUnit.SECONDS))
                    .isEqualTo(new ServerAnswers<>(List.of(), 0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connection", "new_namespace"})
    void someNamesAreReserved(String name) {
        assertThatThrownBy(() -> io.serverSideEmit(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + name + "\" is a reserved event name between servers");
        assertThatThrownBy(() -> io.serverSideEmitWithAck(name, String.class))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> io.onServerSideEmit(name, String.class, text -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private RunningServer server() {
        return RunningServer.start(builder -> builder.adapter(bus));
    }
}
