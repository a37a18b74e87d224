package dev.socketwire.frames.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.frames.DeflateOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7692, section 7.1: offer to answer. */
class DeflateNegotiationTest {
    private static final String PMD = "permessage-deflate";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permessage-deflate                                    | permessage-deflate",
                "Permessage-Deflate                                    | permessage-deflate",
                "permessage-deflate; client_max_window_bits            | permessage-deflate",
                "permessage-deflate; client_max_window_bits=10         | permessage-deflate",
                "permessage-deflate; server_no_context_takeover        | permessage-deflate; server_no_context_takeover",
                "permessage-deflate; client_no_context_takeover        | permessage-deflate; client_no_context_takeover",
                "permessage-deflate; server_max_window_bits=8          | permessage-deflate; server_max_window_bits=8",
                "permessage-deflate; server_max_window_bits=\"9\"      | permessage-deflate; server_max_window_bits=9",
                "permessage-deflate; server_max_window_bits=15         | permessage-deflate; server_max_window_bits=15",
                "permessage-deflate; server_max_window_bits=10; server_no_context_takeover; client_no_context_takeover | "
                        + "permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=10",
                "other, permessage-deflate                             | permessage-deflate",
                "permessage-deflate; unknown, permessage-deflate; server_no_context_takeover | "
                        + "permessage-deflate; server_no_context_takeover",
                "permessage-deflate; server_max_window_bits=10, permessage-deflate | "
                        + "permessage-deflate; server_max_window_bits=10",
            })
    void anOfferIsAnsweredWithWhatWasAgreedOn(String offer, String answer) {
        assertThat(answer(DeflateOptions.defaults(), offer)).contains(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate; unknown",
                "permessage-deflate; unknown=1",
                "permessage-deflate; server_no_context_takeover=1",
                "permessage-deflate; client_no_context_takeover=true",
                "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
                "permessage-deflate; client_no_context_takeover; client_no_context_takeover",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; server_max_window_bits=7",
                "permessage-deflate; server_max_window_bits=16",
                "permessage-deflate; server_max_window_bits=08",
                "permessage-deflate; server_max_window_bits=x",
                "permessage-deflate; server_max_window_bits=10; server_max_window_bits=10",
                "permessage-deflate; client_max_window_bits=7",
                "permessage-deflate; client_max_window_bits; client_max_window_bits",
                "x-webkit-deflate-frame",
                "permessage-bzip2"
            })
    void anOfferThatBreaksARuleIsDeclined(String offer) {
        assertThat(answer(DeflateOptions.defaults(), offer)).isEmpty();
    }

    @Test
    void whatTheServerWishesIsAnsweredUnasked() {
        DeflateOptions wishes = new DeflateOptions(0, 6, true, true, 11);
        assertThat(answer(wishes, PMD))
                .contains(
                        "permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=11");
        assertThat(answer(wishes, PMD + "; server_max_window_bits=10"))
                .contains(
                        "permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=10");
        assertThat(answer(wishes, PMD + "; server_max_window_bits=12"))
                .contains(
                        "permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=11");
    }

    @Test
    void withoutTheOptionsNoOfferIsAccepted() {
        assertThat(result(Optional.empty(), PMD).deflate()).isEmpty();
    }

    @Test
    void theAgreementHoldsWhatTheConnectionNeeds() {
        DeflateOptions options = new DeflateOptions(100, 3, false, false, 15);
        assertThat(result(Optional.of(options), PMD + "; client_no_context_takeover; server_max_window_bits=9")
                        .deflate())
                .contains(new DeflateAgreement(false, true, 9, 3, 100));
    }

    private static Optional<String> answer(DeflateOptions options, String offer) {
        return result(Optional.of(options), offer).headers().stream()
                .filter(header -> header.getKey().equals("Sec-WebSocket-Extensions"))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static HandshakeResult.Accepted result(Optional<DeflateOptions> options, String offer) {
        HandshakeTest.Request request = new HandshakeTest.Request();
        request.set("Sec-WebSocket-Extensions", offer);
        return (HandshakeResult.Accepted) Handshake.of(List.of(), options).answer(request);
    }
}
