package dev.socketwire.engineio.netty;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/** Where the answer of another handler ends. Interim ones, such as 100, do not count; a 101 does. */
final class ForeignAnswer {
    private boolean interim;

    /** Whether a request is answered with what is written now. */
    boolean ends(Object message) {
        if (message instanceof HttpResponse head) {
            interim = head.status().codeClass() == HttpStatusClass.INFORMATIONAL
                    && !head.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
        }
        return message instanceof LastHttpContent && !interim;
    }
}
