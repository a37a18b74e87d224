package dev.socketwire.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** The page of the chat as a person uses it. */
final class ChatPage {
    private static final double PATIENCE_MS = 30_000;
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final Page page;

    private ChatPage(Page page) {
        this.page = page;
    }

    /** Opens the page and goes through its door. */
    static ChatPage enter(Page page, int port, String query, String nick, String room) {
        page.navigate("http://127.0.0.1:" + port + "/chat/" + query);
        page.locator("#nick").fill(nick);
        page.locator("#room-name").fill(room);
        page.locator("#enter").click();
        ChatPage chat = new ChatPage(page);
        assertThat(page.locator("#me-room")).hasText("in " + room, patient());
        return chat;
    }

    Page page() {
        return page;
    }

    void say(String text) {
        send("say", text);
    }

    void sayToAllRooms(String text) {
        send("shout", text);
    }

    /** Drops a file in the middle of the messages. */
    void drop(String name, String type, byte[] bytes) {
        happens("#scroll", "DragEvent", "drop", file(name, type, bytes));
    }

    /** Drags a file over the page, and does not let go of it. */
    void dragOver() {
        happens("#scroll", "DragEvent", "dragover", file("dragged.png", "image/png", new byte[0]));
    }

    /** Pastes a file into the field of the message. */
    void paste(String name, String type, byte[] bytes) {
        happens("#text", "ClipboardEvent", "paste", file(name, type, bytes));
    }

    void wave() {
        page.locator("#wave").click();
    }

    void sees(String nick, String text) {
        assertThat(page.locator(".message:not(.mine) .bubble").getByText(text, exactly()))
                .isVisible(visible());
        assertThat(page.locator(".message:not(.mine) .message-head strong").last())
                .hasText(nick);
    }

    void seesOwn(String text) {
        assertThat(page.locator(".message.mine .bubble").getByText(text, exactly()))
                .isVisible(visible());
    }

    void seesPicture(String nick, String name, int width) {
        Locator picture = picture(".message:not(.mine)", name);
        assertThat(picture).isVisible(visible());
        assertThat(page.locator(".message:not(.mine) .message-head strong").last())
                .hasText(nick);
        hasWidth(picture, width);
    }

    void seesOwnPicture(String name, int width) {
        hasWidth(picture(".message.mine", name), width);
    }

    Locator pictures() {
        return page.locator("#messages img");
    }

    String addressOfPicture(String name) {
        return picture("", name).getAttribute("src");
    }

    /** Whether an address still leads to the bytes of a picture. */
    boolean canStillShow(String address) {
        return (boolean) page.evaluate("""
                address => new Promise(resolve => {
                  const image = new Image();
                  image.onload = () => resolve(true);
                  image.onerror = () => resolve(false);
                  image.src = address;
                })
                """, address);
    }

    void seesShout(String text) {
        assertThat(page.locator(".shout").getByText(text, exactly())).isVisible(visible());
    }

    void seesNote(String text) {
        assertThat(page.locator(".note").getByText(text, exactly()).last()).isVisible(visible());
    }

    Locator lines() {
        return page.locator("#messages > li");
    }

    void seesPeople(String... nicks) {
        assertThat(page.locator(".person-name")).hasText(nicks, patient());
        assertThat(page.locator("#count")).hasText(String.valueOf(nicks.length));
    }

    void isConnectedOver(String transport) {
        assertThat(page.locator("#state[data-state=connected]"))
                .hasAttribute(
                        "data-transport",
                        transport,
                        new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MS));
    }

    void isDisconnected() {
        assertThat(page.locator("#state"))
                .hasAttribute(
                        "data-state",
                        "disconnected",
                        new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MS));
    }

    /** Keeps what the page looks like in {@code target/screenshots}. */
    void keepScreenshot(String name) {
        keepScreenshot(page, name);
    }

    static void keepScreenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setAnimations(ScreenshotAnimations.DISABLED));
    }

    private Locator picture(String line, String name) {
        return page.locator(line + " .bubble").getByAltText(name, new Locator.GetByAltTextOptions().setExact(true));
    }

    /** That of the picture itself, which is none while there are no bytes that the browser could read. */
    private static void hasWidth(Locator picture, int width) {
        assertThat(picture)
                .hasJSProperty(
                        "naturalWidth", width, new LocatorAssertions.HasJSPropertyOptions().setTimeout(PATIENCE_MS));
    }

    private static List<String> file(String name, String type, byte[] bytes) {
        return List.of(name, type, Base64.getEncoder().encodeToString(bytes));
    }

    /** An event as the browser makes it of what people do: dispatched on an element, with a file in its data. */
    private void happens(String where, String kind, String event, List<String> file) {
        page.evaluate("""
                ([where, kind, event, [name, type, base64]]) => {
                  const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
                  const data = new DataTransfer();
                  data.items.add(new File([bytes], name, { type }));
                  document.querySelector(where).dispatchEvent(new window[kind](event,
                    { dataTransfer: data, clipboardData: data, bubbles: true, cancelable: true }));
                }
                """, List.of(where, kind, event, file));
    }

    private void send(String to, String text) {
        page.locator("#to").selectOption(to);
        page.locator("#text").fill(text);
        page.locator("#text").press("Enter");
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    private static LocatorAssertions.IsVisibleOptions visible() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MS);
    }

    private static LocatorAssertions.HasTextOptions patient() {
        return new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MS);
    }
}
