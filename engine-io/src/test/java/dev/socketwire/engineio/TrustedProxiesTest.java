package dev.socketwire.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is believed, and about whom. */
class TrustedProxiesTest {
    private static final TrustedProxies PROXIES =
            TrustedProxies.of("127.0.0.1/32", "10.0.0.0/8", "2001:db8::/33", "::1");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.0.0.0",
                "10.255.255.255",
                "::ffff:10.1.2.3",
                "2001:db8::7",
                "2001:db8:7fff:ffff::1",
                "::1"
            })
    void anAddressOfABlockIsATrustedProxys(String address) {
        assertThat(PROXIES.contains(at(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.2", "9.255.255.255", "11.0.0.0", "2001:db8:8000::", "2001:db9::", "::2", "::7f00:1"})
    void anAddressBesideABlockIsNot(String address) {
        assertThat(PROXIES.contains(at(address))).isFalse();
    }

    @Test
    void aBlockOfNoBitsIsEverybodyOfItsFamily() {
        TrustedProxies everybody = TrustedProxies.of("0.0.0.0/0");
        assertThat(everybody.contains(at("203.0.113.7"))).isTrue();
        assertThat(everybody.contains(at("2001:db8::7"))).isFalse();
    }

    @Test
    void nobodyIsTrustedByDefault() {
        assertThat(TrustedProxies.none().contains(at("127.0.0.1"))).isFalse();
        assertThat(EngineOptions.defaults().trustedProxies()).hasToString("none");
        EngineOptions options =
                EngineOptions.builder().trustedProxies("10.0.0.0/8", "::1").build();
        assertThat(options.toBuilder().build().trustedProxies()).hasToString("10.0.0.0/8, 0:0:0:0:0:0:0:1/128");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            delimiter = ';',
            value = {
                "localhost; trustedProxies \"localhost\" must be an address",
                "''; trustedProxies \"\" must be an address",
                "' 10.0.0.1'; trustedProxies \" 10.0.0.1\" must be an address",
                "10.0.0; trustedProxies \"10.0.0\" must be an address",
                "10.0.0.256; trustedProxies \"10.0.0.256\" must be an address",
                "10.0.0.1:80; trustedProxies \"10.0.0.1:80\" must be an address",
                "fe80::1%eth0; trustedProxies \"fe80::1%eth0\" must be an address",
                "*; trustedProxies \"*\" must be an address",
                "10.0.0.0/; has the prefix \"\", must be from 0 to 32",
                "10.0.0.0/33; has the prefix \"33\", must be from 0 to 32",
                "10.0.0.0/-1; has the prefix \"-1\", must be from 0 to 32",
                "10.0.0.0/255.0.0.0; has the prefix \"255.0.0.0\", must be from 0 to 32",
                "2001:db8::/129; has the prefix \"129\", must be from 0 to 128",
                "10.1.0.0/8; \"10.1.0.0/8\" has bits behind the first 8, must be the first address of its block",
                "2001:db8::1/32; \"2001:db8::1/32\" has bits behind the first 32",
            })
    void whatIsNoAddressAndNoBlockIsRefused(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EngineOptions.builder().trustedProxies("::1", text))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.5 | 203.0.113.5:0",
                "6.6.6.6, 203.0.113.5 | 203.0.113.5:0",
                "6.6.6.6,203.0.113.5 , 10.0.0.7,\t10.0.0.8 | 203.0.113.5:0",
                "203.0.113.5:4711 | 203.0.113.5:4711",
                "2001:db9::5 | [2001:db9:0:0:0:0:0:5]:0",
                "[2001:db9::5] | [2001:db9:0:0:0:0:0:5]:0",
                "[2001:db9::5]:4711, ::1 | [2001:db9:0:0:0:0:0:5]:4711",
                "::ffff:203.0.113.5 | 203.0.113.5:0",
                "10.0.0.7, 10.0.0.8 | 10.0.0.7:0",
                ", 203.0.113.5,, | 203.0.113.5:0",
                "203.0.113.5,, ,10.0.0.7 | 203.0.113.5:0",
                "garbage, 203.0.113.5 | 203.0.113.5:0",
            })
    void theRightmostAddressThatIsNoProxysIsTheClients(String header, String client) {
        assertThat(textOf(PROXIES.clientOf(at("127.0.0.1"), List.of(header)))).isEqualTo(client);
    }

    @Test
    void severalHeadersAreOne() {
        assertThat(textOf(PROXIES.clientOf(at("127.0.0.1"), List.of("6.6.6.6", "203.0.113.5,10.0.0.8", "10.0.0.7"))))
                .isEqualTo("203.0.113.5:0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "203.0.113.5, unknown",
                "203.0.113.5, _hidden, 10.0.0.7",
                "localhost",
                "203.0.113",
                "203.0.113.256",
                "203.0.113.5:65536",
                "203.0.113.5:",
                "203.0.113.5 6.6.6.6",
                "[203.0.113.5]",
                "[2001:db9::5",
                "[1::2:3",
                "2001:db9::5]",
                "[]",
                "[2001:db9::5]4711",
                "fe80::1%1",
                "\"[2001:db9::5]\"",
                "for=203.0.113.5",
                "1:2:3",
                ":",
                "",
                " , ,",
            })
    void whatIsNoAddressLeavesThatOfTheSocket(String header) {
        assertThat(textOf(PROXIES.clientOf(at("127.0.0.1"), List.of(header)))).isEqualTo("127.0.0.1:99");
    }

    @Test
    void withoutAHeaderItIsTheAddressOfTheSocket() {
        assertThat(textOf(PROXIES.clientOf(at("127.0.0.1"), List.of()))).isEqualTo("127.0.0.1:99");
    }

    @Test
    void whoIsNotTrustedSpeaksForNobody() {
        assertThat(textOf(PROXIES.clientOf(at("192.0.2.1"), List.of("203.0.113.5"))))
                .isEqualTo("192.0.2.1:99");
        InetSocketAddress file = InetSocketAddress.createUnresolved("/run/socket", 0);
        assertThat(PROXIES.clientOf(file, List.of("203.0.113.5"))).isSameAs(file);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // The peer is trusted: what its header says counts, where it says something.
                "203.0.113.5 | https | true",
                "203.0.113.5 | HTTPS | true",
                "203.0.113.5 | wss | true",
                "203.0.113.5 | http | false",
                "'' | https | true",
                "unknown | https | true",
                // What the client has written stands left of what the proxy adds.
                "203.0.113.5 | https, http | false",
                "6.6.6.6, 203.0.113.5 | https, http | false",
                "'' | https, http | false",
                // Two proxies: the outer one knows how the client came.
                "203.0.113.5, 10.0.0.7 | https, http | true",
                "203.0.113.5, 10.0.0.7 | http, https, http | true",
                "203.0.113.5, 10.0.0.7 | http, http | false",
                "203.0.113.5, 10.0.0.7 | https | true",
                "10.0.0.7, 10.0.0.8 | https, http | true",
            })
    void aTrustedProxySaysWhetherAClientCameOverTls(String forwardedFor, String header, boolean secure) {
        assertThat(PROXIES.isSecure(at("127.0.0.1"), !secure, List.of(forwardedFor), List.of(header)))
                .isEqualTo(secure);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gopher", "https;http", "https,", "\"https\""})
    void whatIsNoSchemeLeavesItToTheSocket(String header) {
        for (boolean tls : List.of(true, false)) {
            assertThat(PROXIES.isSecure(at("127.0.0.1"), tls, List.of("203.0.113.5"), List.of(header)))
                    .isEqualTo(tls);
        }
    }

    @Test
    void whoIsNotTrustedSaysNothingAboutTls() {
        assertThat(PROXIES.isSecure(at("192.0.2.1"), false, List.of(), List.of("https")))
                .isFalse();
        assertThat(PROXIES.isSecure(at("192.0.2.1"), true, List.of(), List.of("http")))
                .isTrue();
        assertThat(PROXIES.isSecure(at("127.0.0.1"), true, List.of(), List.of()))
                .isTrue();
        assertThat(PROXIES.isSecure(at("127.0.0.1"), false, List.of(), List.of("http", "https")))
                .isTrue();
    }

    private static InetSocketAddress at(String address) {
        try {
            return new InetSocketAddress(InetAddress.getByName(address), 99);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String textOf(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
