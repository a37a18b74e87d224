package dev.socketwire.socketio.namespace;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.socketwire.socketio.Socket;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** A socket ends while its program does something to it. */
public final class EndRaces {
    private EndRaces() {}

    /** The program ends it from two threads while the client goes: it ends once. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "one end, and nobody is left")
    @Outcome(expect = FORBIDDEN, desc = "no end, several, or somebody is left")
    @State
    public static class EndsOfAllSides {
        private final OneClient client = new OneClient();
        private final Socket socket = client.socket();

        /** The program, on a thread of its own. */
        @Actor
        public void program() {
            socket.disconnect(false);
        }

        /** The program, on another one, with the whole connection. */
        @Actor
        public void another() {
            socket.disconnect(true);
        }

        /** The client. */
        @Actor
        public void client() {
            client.goes();
        }

        /** What has come of it. */
        @Arbiter
        public void end(II_Result result) {
            client.settle();
            result.r1 = client.ends.get();
            result.r2 = client.namespace.socketCount();
        }
    }

    /** Who joins a room while he goes is in none, as the program and as the loop see it. */
    @JCStressTest
    @Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "nobody is in it")
    @Outcome(expect = FORBIDDEN, desc = "a room with somebody who has gone")
    @State
    public static class JoinsAndEnds {
        private final OneClient client = new OneClient();
        private final Socket socket = client.socket();

        /** The program. */
        @Actor
        public void program() {
            socket.join("room");
        }

        /** The client. */
        @Actor
        public void client() {
            client.goes();
        }

        /** What has come of it. */
        @Arbiter
        public void end(III_Result result) {
            client.settle();
            result.r1 = client.namespace.rooms().has("room") ? 1 : 0;
            result.r2 = client.members("room");
            result.r3 = client.ends.get();
        }
    }

    /** A request that begins while its socket ends has an end, too. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "it has failed")
    @Outcome(expect = FORBIDDEN, desc = "it waits for ever")
    @State
    public static class AsksAndEnds {
        private final OneClient client = new OneClient();
        private final Socket socket = client.socket();
        private @Nullable CompletableFuture<String> answer;

        /** The program. */
        @Actor
        public void program() {
            answer = socket.request("question", String.class);
        }

        /** The client. */
        @Actor
        public void client() {
            client.goes();
        }

        /** What has come of it. */
        @Arbiter
        public void end(I_Result result) {
            client.settle();
            result.r1 = answer != null && answer.isCompletedExceptionally() ? 1 : 0;
        }
    }

    /** The last one leaves a namespace that is removed with him, while another one comes. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "he came in time, and it stays")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "he came too late, and it is removed once")
    @Outcome(expect = FORBIDDEN, desc = "somebody is in a namespace that is removed")
    @State
    public static class LeavesAndEnters {
        private final Tenants tenants = new Tenants(true);

        /** One is in it. */
        public LeavesAndEnters() {
            tenants.enter();
        }

        /** Comes. */
        @Actor
        public void enters(II_Result result) {
            result.r1 = tenants.enter() ? 1 : 0;
        }

        /** Leaves. */
        @Actor
        public void leaves(II_Result result) {
            result.r2 = tenants.leave() ? 1 : 0;
        }
    }
}
