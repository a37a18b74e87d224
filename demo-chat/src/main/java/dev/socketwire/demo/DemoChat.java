package dev.socketwire.demo;

/** Starts the chat. */
public final class DemoChat {
    private DemoChat() {}

    /** Starts the chat. */
    public static void main(String[] args) {}
}
