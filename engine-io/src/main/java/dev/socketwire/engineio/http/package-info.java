/**
 * The rules of requests and answers as pure functions. The doors for a request are {@code EngineRequest}, {@code
 * RequestRules} and {@code Decision}, with {@code KnownSession} for what is known of its session; the rest says what stands
 * in an answer: {@code ErrorBody}, {@code Cors}, {@code SessionCookie}, {@code PollingHeaders}, {@code ContentCoding}.
 */
package dev.socketwire.engineio.http;
