package dev.socketwire.interop.javaclient;

/** One thing that has to work; throws where it does not. */
@FunctionalInterface
interface Scenario {
    void run(Bench bench) throws Exception;
}
