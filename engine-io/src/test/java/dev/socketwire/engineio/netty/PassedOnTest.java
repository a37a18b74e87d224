package dev.socketwire.engineio.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.EngineOptions;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request that goes on to the next handler of a pipeline keeps those behind it back until it is answered. */
class PassedOnTest {
    private static final String OURS = Polled.OPEN + "&sid=none";

    private final EchoEngine engine = new EchoEngine(
            EngineOptions.defaults(), new EngineServer.Setup(FrontRoute.NONE, Optional.empty(), IoKind.NIO));
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void start() {
        channel.pipeline().addLast(engine.server.channelHandler());
    }

    @AfterEach
    void stop() {
        channel.finishAndReleaseAll();
        engine.close();
    }

    @Test
    void whatComesBeforeTheAnswerIsNeitherPassedOnNorReadAnyMore() {
        request("/theirs/1");
        assertThat(channel.config().isAutoRead()).isTrue();
        request("/theirs/2");
        request(OURS);
        assertThat(channel.config().isAutoRead()).isFalse();
        assertThat(passedOn()).containsExactly("/theirs/1");
        answer(HttpResponseStatus.OK);
        assertThat(passedOn()).containsExactly("/theirs/2");
        assertThat(answers()).containsExactly(200);
        assertThat(channel.config().isAutoRead()).isFalse();
        answer(HttpResponseStatus.NOT_FOUND);
        assertThat(answers()).containsExactly(404, 400);
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void anAnswerIsOverWithItsLastContent() {
        request("/theirs");
        request(OURS);
        channel.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        channel.runPendingTasks();
        assertThat(answers()).containsExactly(200);
        channel.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
        channel.runPendingTasks();
        assertThat(answers()).containsExactly(400);
    }

    @Test
    void anInterimAnswerIsNone() {
        request("/theirs");
        request(OURS);
        answer(HttpResponseStatus.CONTINUE);
        answer(HttpResponseStatus.EARLY_HINTS);
        assertThat(answers()).containsExactly(100, 103);
        answer(HttpResponseStatus.OK);
        assertThat(answers()).containsExactly(200, 400);
    }

    @Test
    void aChangeOfProtocolsIsAnAnswer() {
        request("/theirs");
        answer(HttpResponseStatus.SWITCHING_PROTOCOLS);
        channel.writeInbound(Unpooled.copyShort(1));
        assertThat(passedOn()).containsExactly("/theirs", "bytes");
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void anAnswerMayComeBeforeTheBodyHasEnded() {
        channel.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/theirs"));
        answer(HttpResponseStatus.OK);
        channel.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);
        request(OURS);
        assertThat(answers()).containsExactly(200, 400);
        assertThat(passedOn()).containsExactly("/theirs");
    }

    @Test
    void readingThatOthersHaveStoppedIsNotOursToResume() {
        channel.config().setAutoRead(false);
        request("/theirs");
        request(OURS);
        answer(HttpResponseStatus.OK);
        assertThat(answers()).containsExactly(200, 400);
        assertThat(channel.config().isAutoRead()).isFalse();
    }

    private void request(String target) {
        HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target);
        head.headers().set("Host", "a");
        channel.writeInbound(head, LastHttpContent.EMPTY_LAST_CONTENT);
        channel.runPendingTasks();
    }

    private void answer(HttpResponseStatus status) {
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER));
        channel.runPendingTasks();
    }

    private List<String> passedOn() {
        List<String> targets = new ArrayList<>();
        for (Object next = channel.readInbound(); next != null; next = channel.readInbound()) {
            if (next instanceof HttpRequest head) {
                targets.add(head.uri());
            } else if (!(next instanceof LastHttpContent)) {
                targets.add("bytes");
            }
            ReferenceCountUtil.release(next);
        }
        return targets;
    }

    private List<Integer> answers() {
        List<Integer> statuses = new ArrayList<>();
        for (Object next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            if (next instanceof HttpResponse head) {
                statuses.add(head.status().code());
            }
            ReferenceCountUtil.release(next);
        }
        return statuses;
    }
}
