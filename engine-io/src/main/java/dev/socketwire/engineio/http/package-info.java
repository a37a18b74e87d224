/** The rules of requests and answers as pure functions: from a request and what is known of its session to a decision. */
package dev.socketwire.engineio.http;
