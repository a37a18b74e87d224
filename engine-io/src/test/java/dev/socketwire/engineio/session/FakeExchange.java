package dev.socketwire.engineio.session;

import dev.socketwire.engineio.codec.BodyKind;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request without a connection: remembers its answer, and fails where it gets two. */
final class FakeExchange implements Exchange {
    /** The body of a poll's answer, {@code ok} for a POST, {@code 400} for a refusal. */
    @Nullable
    String answer;

    boolean compressed;

    /** What the body of a poll's answer is made of. */
    @Nullable
    BodyKind kind;

    /** Whether a POST says that its body is bytes. */
    boolean bytes;

    /** What happens as soon as the answer is out: a pipelined request comes to its turn. */
    Runnable then = () -> {};

    @Override
    public boolean hasBytes() {
        return bytes;
    }

    @Override
    public void answerPoll(ByteBuf body, BodyKind bodyKind, boolean compress) {
        compressed = compress;
        kind = bodyKind;
        String text = body.toString(bodyKind == BodyKind.BINARY ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        body.release();
        set(text);
    }

    @Override
    public void answerPost() {
        set("ok");
    }

    @Override
    public void refuse() {
        set("400");
    }

    private void set(String text) {
        if (answer != null) {
            throw new AssertionError("answered twice: " + answer + ", then " + text);
        }
        answer = text;
        then.run();
    }
}
