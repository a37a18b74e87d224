package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows P1 to P10: what is no packet, or none that may come now. */
class PacketRowsTest {
    @RegisterExtension
    final Siege siege = new Siege();

    @Row("P1")
    @ParameterizedTest
    @ValueSource(strings = {"47", "4x", "4", "", "9"})
    void anUnknownTypeIsAParseError(String packet) {
        assertParseError(packet);
    }

    @Row("P2")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "42{}",
                "42[]",
                "42[null]",
                "42[\"echo\"",
                "42[\"echo\",]",
                "42[\"echo\"]]",
                "42[\"echo\"] x",
                "42\ufeff[\"echo\"]",
                "42 [\"echo\"]",
                "42[\"echo\",NaN]",
                "42[\"echo\",Infinity]",
                "42[\"echo\",01]",
                "42[\"echo\",+1]",
                "42[\"echo\",.5]",
                "42[\"echo\",/* no */1]",
                "42[\"echo\"]// no",
                "42['echo']",
                "42[\"echo\",{a:1}]",
                "42[\"echo\",{\"a\":1,\"a\":2}]",
                "42[\"echo\",\"\\x\"]",
                "42[\"echo\",\"a\u0001b\"]",
            })
    void whatIsNoJsonIsAParseError(String packet) {
        assertParseError(packet);
    }

    @Test
    @Row("P3")
    void anEventWithoutAPayloadIsAParseError() {
        assertParseError("42");
    }

    @Row("P4")
    @ParameterizedTest
    @ValueSource(strings = {"42[{\"toString\":\"foo\"}]", "42[[\"echo\"]]", "42[true]", "42[1e999]"})
    void aNameThatIsNoneIsAParseError(String packet) {
        assertParseError(packet);
    }

    @Test
    @Row("P4")
    void aNumberIsAName() {
        Client client = siege.client();
        client.send("42[7]");
        client.echo("still here");
        assertThat(siege.heard).contains("7");
    }

    @Row("P5")
    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void aNameOfTheProtocolIsAParseError(String name) {
        assertParseError("42[\"" + name + "\"]");
    }

    @Test
    @Row("P5")
    void everyOtherNameIsAnEventLikeAnyOther() {
        Client client = siege.client();
        List<String> names = List.of("error", "__proto__", "constructor", "", "x".repeat(900_000));
        names.forEach(name -> client.send("42[\"" + name + "\"]"));
        client.echo("still here");
        assertThat(siege.heard).containsAll(names);
    }

    @Row("P6")
    @ParameterizedTest
    @ValueSource(strings = {"40", "42/other,[\"echo\"]", "44{\"message\":\"no\"}", "44", "43/other,1[]", "41/other,"})
    void aPacketThatMayNotComeNowIsAParseError(String packet) {
        siege.io().of("/other");
        assertParseError(packet);
    }

    @Test
    @Row("P6")
    void anEventBehindAFarewellEndsTheConnection() {
        Client client = siege.client();
        client.send("41");
        client.send("42[\"echo\"]");
        assertThat(client.readClose()).isEqualTo(1005);
        siege.assertClosed(client.sid(), client.id(), "client namespace disconnect");
        assertThat(siege.heard).doesNotContain("echo");
    }

    @Row("P7")
    @ParameterizedTest
    @ValueSource(strings = {"40[1]", "40\"x\"", "40null", "40{\"a\"", "40/other,[1]", "40{}x"})
    void credentialsThatAreNoObjectEndTheConnection(String packet) {
        siege.io().of("/other");
        Client session = siege.session();
        session.send(packet);
        assertThat(session.readClose()).isEqualTo(1005);
        siege.assertUnknown(session.sid());
    }

    @Test
    @Row("P7")
    void credentialsAboveTheirLimitEndTheConnection() {
        siege.io().of(Pattern.compile("/room-\\d+"));
        Client session = siege.session();
        session.send("40/room-1,{\"x\":\"" + "x".repeat(900_000) + "\"}");
        assertThat(session.readClose()).isEqualTo(1005);
        siege.assertUnknown(session.sid());
    }

    @Row("P7")
    @ParameterizedTest
    @ValueSource(strings = {"/x", "/a?b=c", "/\u0001", "/__proto__"})
    void aNamespaceThatIsNotThereIsInvalid(String name) {
        Client client = siege.client();
        client.send("40" + name + ",");
        assertThat(client.read()).isEqualTo("44" + name + ",{\"message\":\"Invalid namespace\"}");
        client.echo("still here");
    }

    @Row("P7")
    @ParameterizedTest
    @ValueSource(ints = {257, 900_000})
    void aNamespaceWithTooLongANameIsAParseError(int bytes) {
        assertParseError("40/" + "x".repeat(bytes) + ",");
    }

    @Row("P8")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "4511-[\"echo\"]",
                "45999999999-[\"echo\"]",
                "452147483648-[\"echo\"]",
                "45-[\"echo\"]",
                "45x-[\"echo\"]",
                "451.5-[\"echo\"]",
                "45-1-[\"echo\"]",
                "451e1-[\"echo\"]",
                "45+1-[\"echo\"]",
                "451[\"echo\"]",
            })
    void aNumberOfAttachmentsThatIsNoneIsAParseError(String packet) {
        assertParseError(packet);
    }

    @Row("P9")
    @ParameterizedTest
    @ValueSource(strings = {"\"splice\"", "5", "-1", "0.5", "null", "1e0", "99999999999"})
    void aPlaceholderOfNoAttachmentIsAParseError(String number) {
        Client client = siege.client();
        client.send("451-[\"echo\",{\"_placeholder\":true,\"num\":" + number + "}]");
        client.sendBinary(new byte[] {1});
        siege.assertClosed(client, 1005, "parse error");
    }

    @Test
    @Row("P9")
    void aPlaceholderWithoutANumberIsAParseError() {
        Client client = siege.client();
        client.send("451-[\"echo\",{\"_placeholder\":true}]");
        client.sendBinary(new byte[] {1});
        siege.assertClosed(client, 1005, "parse error");
    }

    @Row("P9")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"x\":1,\"_placeholder\":true,\"num\":99}",
                "{\"num\":0,\"x\":1,\"_placeholder\":true}",
                "{\"x\":1,\"_pl\\u0061ceholder\":true,\"num\":99}",
                "{\"x\":[{\"y\":{\"z\":1,\"_placeholder\":true,\"num\":99}}]}"
            })
    void whoHidesAPlaceholderInWhatIsSentOnEndsAlone(String hidden) {
        siege.onConnection(socket -> socket.on("relay", arguments -> siege.io().emit("relay", arguments)));
        Client bystander = siege.client();
        Client client = siege.client();
        client.send("451-[\"relay\",{\"_placeholder\":true,\"num\":0}," + hidden + "]");
        client.sendBinary(new byte[] {1});
        siege.assertClosed(client, 1005, "parse error");
        bystander.echo("still here");
    }

    @Test
    @Row("P9")
    void theSameAttachmentTwiceIsTheSameBytesTwice() {
        siege.onConnection(socket ->
                socket.on("both", byte[].class, byte[].class, (first, second) -> socket.emit("both", first, second)));
        Client client = siege.client();
        client.send("451-[\"both\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":0}]");
        client.sendBinary(new byte[] {1, 2});
        assertThat(client.read())
                .isEqualTo("452-[\"both\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
        assertThat(client.readBinary()).containsExactly(1, 2);
        assertThat(client.readBinary()).containsExactly(1, 2);
    }

    @Test
    @Row("P9")
    void attachmentsThatNobodyAsksForAreDropped() {
        siege.onConnection(socket -> socket.on("one", byte[].class, bytes -> socket.emit("one", bytes)));
        Client client = siege.client();
        client.send("452-[\"one\",{\"_placeholder\":true,\"num\":1}]");
        client.sendBinary(new byte[] {1});
        client.sendBinary(new byte[] {2});
        assertThat(client.read()).isEqualTo("451-[\"one\",{\"_placeholder\":true,\"num\":0}]");
        assertThat(client.readBinary()).containsExactly(2);
    }

    @Test
    @Row("P9")
    void aPlaceholderInATextEventIsAPlainObject() {
        siege.onConnection(socket -> socket.on(
                "kind", Object.class, value -> socket.emit("kind is", value instanceof Map ? "map" : "other")));
        Client client = siege.client();
        client.send("42[\"kind\",{\"_placeholder\":true,\"num\":0}]");
        assertThat(client.read()).isEqualTo("42[\"kind is\",\"map\"]");
    }

    @Test
    @Row("P10")
    void attachmentsThatNeverComeAreNotWaitedFor() {
        siege.start(options -> options.attachmentTimeout(Duration.ofMillis(800)));
        List<Client> waiting = new ArrayList<>();
        for (int i = 0; i < Crowd.size(100); i++) {
            Client client = siege.client();
            client.send("4510-[\"echo\"]");
            client.sendBinary(new byte[1_000]);
            waiting.add(client);
        }
        await().until(() ->
                waiting.stream().allMatch(client -> siege.ends(client.id()).equals(List.of("parse error"))));
        siege.assertClosed(waiting.get(0), 1005, "parse error");
    }

    @Row("P10")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "42[\"echo\"]",
                "41",
                "40/other,",
                "42/other,[\"echo\"]",
                "451-/other,[\"echo\"]",
                "bytes",
                "none"
            })
    void attachmentsOutOfTurnAreAParseError(String next) {
        siege.io().of("/other");
        Client client = siege.client();
        if (next.equals("none")) {
            client.sendBinary(new byte[] {1});
        } else {
            client.send(
                    (next.equals("bytes") ? "451-/other," : "451-") + "[\"echo\",{\"_placeholder\":true,\"num\":0}]");
            client.send(next);
            client.sendBinary(new byte[] {1});
        }
        siege.assertClosed(client, 1005, "parse error");
        assertThat(siege.heard).doesNotContain("echo");
    }

    private void assertParseError(String packet) {
        Client client = siege.client();
        client.send(packet);
        siege.assertClosed(client, 1005, "parse error");
        assertThat(siege.heard).doesNotContain("echo");
    }
}
