package dev.socketwire.demo;

/**
 * What the demo is started with: {@code [--port N]}.
 *
 * @param port 8080 by default; 0 lets the system pick one
 */
record DemoArguments(int port) {
    static DemoArguments of(String... args) {
        int port = 8080;
        for (int i = 0; i + 1 < args.length; i += 2) {
            if (args[i].equals("--port")) {
                port = Integer.parseInt(args[i + 1]);
            }
        }
        return new DemoArguments(port);
    }
}
