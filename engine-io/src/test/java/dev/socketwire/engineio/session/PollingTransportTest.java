package dev.socketwire.engineio.session;

import static dev.socketwire.engineio.session.Bench.send;
import static dev.socketwire.engineio.session.Bench.sendVolatile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.EngineOptions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Polls and POSTs without connections; bodies up to 1,000 bytes. */
class PollingTransportTest {
    private final Bench bench = new Bench(EngineOptions.builder()
            .limits(EngineLimits.builder()
                    .pollBytes(1000)
                    .packetsPerPayload(100)
                    .build()));

    private final PollingTransport polling = bench.polled();
    private final Session session = bench.session(polling);

    PollingTransportTest() {
        bench.told.clear();
    }

    @AfterEach
    void endAll() {
        List.copyOf(bench.directory.all()).forEach(each -> each.closeNow(DisconnectReason.FORCED_CLOSE));
        bench.advance(100_000);
        assertThat(bench.scheduler.clock.waiting()).as("timers left behind").isZero();
    }

    @Test
    void theFirstPollIsAnsweredWithTheOpenPacket() {
        bench.onOpen = opened -> send(opened, "at once");
        String answer = bench.poll(bench.polling()).answer;
        assertThat(answer)
                .startsWith("0{\"sid\":\"")
                .endsWith("}\u001e4at once")
                .contains("\"upgrades\":[\"websocket\"]");
    }

    @Test
    void aPollIsParkedUntilSomethingIsSent() {
        FakeExchange poll = bench.poll(polling);
        assertThat(poll.answer).isNull();
        send(session, "a");
        assertThat(poll.answer).isNull();
        bench.turn();
        assertThat(poll.answer).isEqualTo("4a");
    }

    @Test
    void whatIsSentInOneTurnLeavesInOneAnswer() {
        FakeExchange poll = bench.poll(polling);
        send(session, "a");
        session.send(Bench.message("b"), List.of(Bench.bytes(1, 2, 3)), SendOptions.DEFAULT);
        bench.turn();
        assertThat(poll.answer).isEqualTo("4a\u001e4b\u001ebAQID");
        assertThat(bench.told).containsExactly("(drain)");
    }

    @Test
    void anAnswerHoldsNoMoreThanFits() {
        String half = "x".repeat(497);
        for (int i = 0; i < 5; i++) {
            send(session, half);
        }
        send(session, "y".repeat(5000));
        assertThat(bench.poll(polling).answer).isEqualTo("4" + half + "\u001e4" + half);
        assertThat(bench.poll(polling).answer).isEqualTo("4" + half + "\u001e4" + half);
        assertThat(bench.poll(polling).answer).isEqualTo("4" + half);
        assertThat(bench.poll(polling).answer).hasSize(5001);
        assertThat(bench.poll(polling).answer).isNull();
    }

    @Test
    void anAnswerIsCompressedWhereOneOfItsPacketsMayBe() {
        session.sendText(Bench.message("no"), new SendOptions(false, false));
        assertThat(bench.poll(polling).compressed).isFalse();
        session.sendText(Bench.message("no"), new SendOptions(false, false));
        send(session, "yes");
        assertThat(bench.poll(polling).compressed).isTrue();
    }

    @Test
    void volatileMessagesNeedAParkedPoll() {
        sendVolatile(session, "lost");
        FakeExchange poll = bench.poll(polling);
        sendVolatile(session, "kept");
        sendVolatile(session, "second of this turn");
        bench.turn();
        assertThat(poll.answer).isEqualTo("4kept");
    }

    @Test
    void aSecondPollEndsTheSession() {
        FakeExchange first = bench.poll(polling);
        assertThat(bench.poll(polling).answer).isEqualTo("400");
        assertThat(first.answer).isEqualTo("1");
        assertThat(bench.told).containsExactly("(transport error: overlap from client)");
    }

    @Test
    void aSecondPostEndsTheSession() {
        FakeExchange poll = bench.poll(polling);
        assertThat(polling.beginPost()).isTrue();
        assertThat(bench.post(polling, "4b").answer).isEqualTo("400");
        assertThat(poll.answer).isEqualTo("1");
        assertThat(bench.told).containsExactly("(transport error: data request overlap from client)");
    }

    @Test
    void aPollWhoseConnectionEndsEndsTheSession() {
        FakeExchange poll = bench.poll(polling);
        polling.gone(poll);
        assertThat(poll.answer).isNull();
        assertThat(bench.told).containsExactly("(transport error: poll connection closed prematurely)");
    }

    @Test
    void theEndOfAConnectionWithoutAParkedPollIsOfNoInterest() {
        FakeExchange poll = bench.poll(polling);
        send(session, "a");
        bench.turn();
        polling.gone(poll);
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void aPostWhoseConnectionEndsEndsTheSession() {
        polling.beginPost();
        polling.postGone();
        assertThat(bench.told).containsExactly("(transport error: data request connection closed prematurely)");
    }

    @Test
    void thePacketsOfAPostAreToldInOrderAndThenItIsAnswered() {
        assertThat(bench.post(polling, "4a\u001ebAQ==\u001e4c").answer).isEqualTo("ok");
        assertThat(bench.told).containsExactly("a", "<01>", "c");
    }

    @Test
    void aBadPacketEndsTheSessionAndThePostIsAnswered() {
        FakeExchange poll = bench.poll(polling);
        assertThat(bench.post(polling, "4a\u001exyz\u001e4c").answer).isEqualTo("ok");
        assertThat(poll.answer).isEqualTo("1");
        assertThat(bench.told).hasSize(2).startsWith("a");
        assertThat(bench.told.get(1)).startsWith("(parse error: ");
    }

    @Test
    void tooManyPacketsAreNoneAtAll() {
        assertThat(bench.post(polling, "4a\u001e".repeat(100) + "4a").answer).isEqualTo("ok");
        assertThat(bench.told).hasSize(1);
        assertThat(bench.told.get(0)).startsWith("(parse error: payload has more than 100 packets");
    }

    @Test
    void aCloseOfTheClientLetsItsPollGo() {
        FakeExchange poll = bench.poll(polling);
        assertThat(bench.post(polling, "1\u001e4late").answer).isEqualTo("ok");
        assertThat(poll.answer).isEqualTo("6");
        assertThat(bench.told).containsExactly("(transport close)");
    }

    @Test
    void aCloseWithAParkedPollIsToldAtOnce() {
        FakeExchange poll = bench.poll(polling);
        session.close();
        assertThat(poll.answer).isEqualTo("1");
        assertThat(bench.told).containsExactly("(forced close)");
    }

    @Test
    void aCloseWithoutAPollIsToldToTheNext() {
        session.close();
        assertThat(bench.told).isEmpty();
        assertThat(bench.post(polling, "4ignored").answer).isEqualTo("ok");
        assertThat(bench.poll(polling).answer).isEqualTo("6\u001e1");
        assertThat(bench.told).containsExactly("(forced close)");
    }

    @Test
    void aCloseThatHasToWaitKeepsItsReason() {
        session.close(DisconnectReason.FORCED_SERVER_CLOSE);
        session.close();
        assertThat(bench.poll(polling).answer).isEqualTo("6\u001e1");
        assertThat(bench.told).containsExactly("(forced server close)");
    }

    @Test
    void whatWaitsIsPolledBeforeTheClose() {
        send(session, "a");
        session.close();
        assertThat(bench.poll(polling).answer).isEqualTo("4a");
        assertThat(bench.poll(polling).answer).isEqualTo("6\u001e1");
    }

    @Test
    void aCloseInTheTurnOfAMessageSendsItFirst() {
        FakeExchange poll = bench.poll(polling);
        send(session, "a");
        session.close();
        bench.turn();
        assertThat(poll.answer).isEqualTo("4a");
        assertThat(bench.poll(polling).answer).isEqualTo("6\u001e1");
    }

    @Test
    void aShutdownDropsWhatWaits() {
        FakeExchange poll = bench.poll(polling);
        send(session, "a");
        session.closeNow(DisconnectReason.SERVER_SHUTTING_DOWN);
        bench.turn();
        assertThat(poll.answer).isEqualTo("1");
    }

    @Test
    void whileTheClientIsNotReadItsPostHasNoAnswer() {
        session.setReading(false);
        FakeExchange post = bench.post(polling, "4a");
        assertThat(post.answer).isNull();
        assertThat(bench.told).containsExactly("a");
        session.setReading(true);
        assertThat(post.answer).isEqualTo("ok");
        assertThat(bench.post(polling, "4b").answer).isEqualTo("ok");
    }

    @Test
    void aPostWithoutAnAnswerYetMayLoseItsConnection() {
        session.setReading(false);
        FakeExchange post = bench.post(polling, "4a");
        polling.gone(post);
        session.setReading(true);
        assertThat(post.answer).isNull();
        assertThat(bench.post(polling, "4b").answer).isEqualTo("ok");
    }

    @Test
    void whoLosesTheConnectionOfAPostMaySendNoOtherOneUntilItIsReadAgain() {
        session.setReading(false);
        polling.gone(bench.post(polling, "4a"));
        assertThat(bench.post(polling, "4b").answer).isEqualTo("400");
        assertThat(bench.told).containsExactly("a", "(transport error: data request overlap from client)");
    }

    @Test
    void theEndAnswersAPostThatHadNone() {
        session.setReading(false);
        FakeExchange post = bench.post(polling, "4a");
        session.closeNow(DisconnectReason.FORCED_CLOSE);
        assertThat(post.answer).isEqualTo("ok");
    }

    @Test
    void aPollParksInTheTurnInWhichAPacketIsAdded() {
        send(session, "a");
        FakeExchange poll = new FakeExchange();
        polling.poll(poll);
        send(session, "b");
        bench.turn();
        assertThat(poll.answer).isEqualTo("4a");
        assertThat(bench.poll(polling).answer).isEqualTo("4b");
    }
}
