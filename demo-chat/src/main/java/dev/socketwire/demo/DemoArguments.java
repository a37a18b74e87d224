package dev.socketwire.demo;

import java.util.Set;

/**
 * What the demo is started with: {@code [--port N] [--client 2|4]}.
 *
 * @param port 8080 by default; 0 lets the system pick one
 * @param client the version of the browser client that the server hands out, 4 by default; clients of every version are served
 */
record DemoArguments(int port, String client) {
    private static final Set<String> CLIENTS = Set.of("2", "4");

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException where they are not as above
     */
    static DemoArguments of(String... arguments) {
        int port = 8080;
        String client = "4";
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i];
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("nothing follows " + name);
            }
            String value = arguments[i + 1];
            switch (name) {
                case "--port" -> port = port(value);
                case "--client" -> client = client(value);
                default -> throw new IllegalArgumentException("unknown: " + name);
            }
        }
        return new DemoArguments(port, client);
    }

    private static int port(String value) {
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > 65_535) {
            throw new IllegalArgumentException("the port is a number from 0 to 65535, not \"" + value + "\"");
        }
        return Integer.parseInt(value);
    }

    private static String client(String value) {
        if (!CLIENTS.contains(value)) {
            throw new IllegalArgumentException("the client is 2 or 4, not \"" + value + "\"");
        }
        return value;
    }
}
