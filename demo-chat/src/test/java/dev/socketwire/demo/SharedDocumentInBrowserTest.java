package dev.socketwire.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.socketwire.demo.Chromium.Screen.DESK;
import static dev.socketwire.demo.Chromium.Screen.PHONE;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shared document in real browser windows that type at the same time. */
class SharedDocumentInBrowserTest {
    private static final LocatorAssertions.HasTextOptions PATIENT =
            new LocatorAssertions.HasTextOptions().setTimeout(30_000);

    private static Chromium chromium;

    private RunningDemo demo;

    @BeforeAll
    static void openBrowser() {
        chromium = new Chromium();
    }

    @AfterAll
    static void closeBrowser() {
        chromium.close();
    }

    @BeforeEach
    void openDemo() {
        demo = RunningDemo.onPort(0);
    }

    @AfterEach
    void closeDemo() {
        chromium.closePages();
        demo.close();
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void twoPagesThatTypeAtTheSameTimeBecomeAlikeAndLoseNothing() {
        Page ada = open(DESK, ColorScheme.LIGHT);
        Page eve = open(DESK, ColorScheme.LIGHT);
        String capitals = DocumentPage.letters('A', 200);
        String smalls = DocumentPage.letters('a', 200);

        DocumentPage.type(ada, capitals, 7);
        DocumentPage.type(eve, smalls, 11);

        DocumentPage.bothHave(ada, eve, capitals + smalls);
    }

    @Test
    void whatIsTypedWhileTheNetworkIsGoneIsNotLost() {
        Page ada = open(DESK, ColorScheme.LIGHT);
        Page eve = open(DESK, ColorScheme.LIGHT);
        ada.locator("#text").pressSequentially("one ");
        assertThat(eve.locator("#text")).hasValue("one ");

        DocumentPage.cut(ada);
        ada.locator("#text").pressSequentially("two ");
        eve.locator("#text").press("Home");
        eve.locator("#text").pressSequentially("zero ");
        assertThat(eve.locator("#saved")).hasText("Everybody has it");
        ada.context().setOffline(false);

        assertThat(ada.locator("#text")).hasValue("zero one two ", hasValue());
        assertThat(eve.locator("#text")).hasValue("zero one two ", hasValue());
    }

    @Test
    void connectionsThatBreakWhileBothTypeLoseAndDoubleNothing() {
        Page ada = open(DESK, ColorScheme.LIGHT);
        Page eve = open(DESK, ColorScheme.LIGHT);
        String capitals = DocumentPage.letters('A', 300);
        String smalls = DocumentPage.letters('a', 300);

        DocumentPage.type(ada, capitals, 3);
        DocumentPage.type(eve, smalls, 5);
        for (Page page : List.of(ada, eve, ada)) {
            DocumentPage.cut(page);
            page.context().setOffline(false);
            assertThat(page.locator("#state-text")).hasText("Connected", PATIENT);
        }

        DocumentPage.bothHave(ada, eve, capitals + smalls);
    }

    @Test
    void aServerThatStartedAnewGetsWhatWasNotSentYet() {
        Page ada = open(DESK, ColorScheme.LIGHT);
        ada.locator("#text").pressSequentially("old");
        assertThat(ada.locator("#saved")).hasText("Everybody has it");

        int port = demo.port();
        demo.close();
        assertThat(ada.locator("#state[data-state=disconnected]")).isVisible();
        ada.locator("#text").pressSequentially(" new");
        demo = RunningDemo.onPort(port);

        assertThat(ada.locator("#saved")).hasText("Everybody has it", PATIENT);
        assertThat(ada.locator("#text")).hasValue(" new");
        assertThat(open(DESK, ColorScheme.LIGHT).locator("#text")).hasValue(" new");
    }

    @Test
    void theCaretStaysWithItsWord() {
        Page ada = open(DESK, ColorScheme.LIGHT);
        ada.locator("#text").fill("middle");
        ada.evaluate("document.querySelector('#text').setSelectionRange(3, 6)");
        Page eve = open(DESK, ColorScheme.LIGHT);
        assertThat(eve.locator("#text")).hasValue("middle");
        eve.locator("#text").press("Home");
        eve.locator("#text").pressSequentially("the 😀 ");

        assertThat(ada.locator("#text")).hasValue("the 😀 middle");
        assertThat(ada.evaluate("getSelection().toString()")).isEqualTo("dle");
    }

    @Test
    void aServerAnswersNonsenseWithAnErrorAndKeepsTheText() {
        Page ada = open(DESK, ColorScheme.LIGHT);
        ada.locator("#text").fill("safe");
        assertThat(ada.locator("#saved")).hasText("Everybody has it");

        assertThat(ada.evaluate("""
                        () => Promise.all([
                          { revision: 1, key: "k", number: 1, edit: [9, "x"] },
                          { revision: 1, key: "k", number: 2, edit: [4, "a\\rb"] },
                          { revision: 1, key: "k", number: 3, edit: [2147483647, 2147483647] },
                          { revision: 1, key: "k", number: 4, edit: [4, null] },
                          { revision: 1, key: "k", number: 5, edit: [4, ["x"]] },
                          { revision: 1, key: "k", number: 6 },
                          { revision: 7, key: "k", number: 7, edit: [4, "x"] },
                          { revision: 1, key: "k", number: 8, edit: [4, "x".repeat(20000)] },
                        ].map(edit => new Promise(resolve =>
                          io.connect("/document").emit("edit", edit, answer => resolve(answer.error)))))
                        """))
                .isEqualTo(List.of("unfit", "unfit", "unfit", "unfit", "unfit", "unfit", "stale", "full"));
        assertThat(open(DESK, ColorScheme.LIGHT).locator("#text")).hasValue("safe");
    }

    @Test
    void anEditThatComesLateByTheOldConnectionIsNotSomebodyElses() {
        Page ada = open(DESK, ColorScheme.LIGHT);
        assertThat(ada.evaluate("""
                        async () => {
                          const connect = () => io.connect("/document", { forceNew: true });
                          const ask = (socket, event, what) => new Promise(resolve => socket.emit(event, what, resolve));
                          const [old, now, other] = [connect(), connect(), connect()];
                          const { life } = await ask(now, "open", { key: "mine", revision: 0 });
                          const heard = [];
                          now.on("edited", revision => heard.push(`now ${revision}`));
                          const all = new Promise(resolve => other.on("edited", revision => {
                            heard.push(`other ${revision}`);
                            if (revision === 2) resolve();
                          }));
                          await ask(other, "open", { key: "others", revision: 0 });
                          await ask(old, "edit", { revision: 0, key: "mine", number: 1, edit: ["late"] });
                          await ask(old, "edit", { revision: 1, key: "mine", number: 2, edit: [4, "!"] });
                          await all;
                          const { missed } = await ask(now, "open", { key: "mine", revision: 0, life });
                          return [...heard, ...missed.map(one => one.mine)];
                        }
                        """)).isEqualTo(List.of("other 1", "other 2", true, true));
    }

    @Test
    void anAnswerThatOvertakesAnEventHoldsNothingUp() {
        Page ada = open(DESK, ColorScheme.LIGHT);
        Page eve = open(DESK, ColorScheme.LIGHT);
        DocumentPage.isUpgraded(ada);
        ada.evaluate("""
                () => {
                  const deliver = upgraded.onmessage.bind(upgraded);
                  window.late = 0;
                  upgraded.onmessage = event => {
                    if (!String(event.data).includes('"edited"')) return deliver(event);
                    window.late++;
                    setTimeout(deliver, 1_000, event);
                  };
                }
                """);
        eve.locator("#text").pressSequentially("e");
        assertThat(eve.locator("#saved")).hasText("Everybody has it", PATIENT);
        ada.locator("#text").pressSequentially("ab");

        assertThat(ada.locator("#saved")).hasText("Everybody has it", PATIENT);
        assertThat(ada.locator("#text")).hasValue("eab", hasValue());
        assertThat(eve.locator("#text")).hasValue("eab", hasValue());
        assertThat((int) ada.evaluate("late")).as("events that came late").isPositive();
    }

    @Test
    void whatIsHeardBeforeTheAnswerWaitsForIt() {
        assertThat(open(DESK, ColorScheme.LIGHT).evaluate("""
                        async () => {
                          const { Copy } = await import("/document/copy.js");
                          const shown = [];
                          const copy = new Copy(edit => shown.push(edit));
                          copy.opened({ life: "one", revision: 0, text: "" });
                          copy.typed(["mine"]);
                          copy.next();
                          copy.lost();
                          copy.heard(1, ["mine"]); // came late by the old connection
                          copy.heard(3, [7, "!"]);
                          copy.opened({ life: "one", revision: 2, missed: [{ mine: true }, { mine: false, edit: [4, " is"] }] });
                          return [copy.text, copy.revision, copy.sent === null, JSON.stringify(shown.slice(1))];
                        }
                        """))
                .isEqualTo(List.of("mine is!", 3, true, "[[4,\" is\"],[7,\"!\"]]"));
    }

    @Test
    void thePageTransformsAsTheServerDoes() {
        Random random = new Random(4);
        List<Map<String, Object>> cases = IntStream.range(0, 500)
                .mapToObj(i -> {
                    String text = TextEditTest.words(random, random.nextInt(12));
                    TextEdit first = TextEditTest.anyEdit(random, text);
                    TextEdit second = TextEditTest.anyEdit(random, text);
                    TextEdit.Pair pair = TextEdit.transform(first, second);
                    return Map.<String, Object>of(
                            "text", text,
                            "first", first.parts(),
                            "second", second.parts(),
                            "newFirst", pair.first().parts(),
                            "newSecond", pair.second().parts(),
                            "result", pair.second().applyTo(first.applyTo(text)));
                })
                .toList();

        assertThat(open(DESK, ColorScheme.LIGHT).evaluate("""
                        async cases => {
                          const { apply, between, compose, transform } = await import("/document/edits.js");
                          const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
                          return cases.filter(({ text, first, second, newFirst, newSecond, result }) =>
                            !same(transform(first, second), [newFirst, newSecond])
                              || apply(newSecond, apply(first, text)) !== result
                              || apply(compose(first, newSecond), text) !== result
                              || apply(compose(second, newFirst), text) !== result
                              || apply(between(text, result), text) !== result
                              || apply(between(text, result, 0), text) !== result).length;
                        }
                        """, cases)).isEqualTo(0);
    }

    @Test
    void thePageIsPleasantOnAPhoneAndOnADesk() {
        Page ada = open(DESK, ColorScheme.LIGHT);
        Page dennis = open(DESK, ColorScheme.DARK);
        Page grace = open(PHONE, ColorScheme.LIGHT);
        ada.locator("#text").fill("Shopping for the summer party\n\n- lemons\n- a watermelon, not too small");
        assertThat(grace.locator("#text"))
                .hasValue("Shopping for the summer party\n\n- lemons\n- a watermelon, not too small");
        grace.locator("#text").press("Control+End");
        grace.locator("#text").pressSequentially("\n- ice");
        assertThat(dennis.locator("#text"))
                .hasValue("Shopping for the summer party\n\n- lemons\n- a watermelon, not too small\n- ice");
        assertThat(dennis.locator("#people")).hasText("3 windows are open");

        ChatPage.keepScreenshot(ada, "document-desk-light");
        ChatPage.keepScreenshot(dennis, "document-desk-dark");
        ChatPage.keepScreenshot(grace, "document-phone-light");
        for (Page page : List.of(ada, dennis, grace)) {
            assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .isEqualTo(true);
        }
    }

    private Page open(Chromium.Screen screen, ColorScheme scheme) {
        return DocumentPage.open(chromium.page(screen, scheme), demo.port());
    }

    private static LocatorAssertions.HasValueOptions hasValue() {
        return new LocatorAssertions.HasValueOptions().setTimeout(30_000);
    }
}
