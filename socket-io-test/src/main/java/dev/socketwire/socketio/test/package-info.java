/**
 * For the tests of programs that serve Socket.IO: {@link dev.socketwire.socketio.test.TestServer} is a server on a free port of
 * 127.0.0.1, {@link dev.socketwire.socketio.test.TestClient} a client over a real WebSocket, and
 * {@link dev.socketwire.socketio.test.SocketIoExtension} starts and stops them in JUnit 5 and 6.
 *
 * <pre>{@code
 * class ChatTest {
 *     @RegisterExtension
 *     static final SocketIoExtension server = SocketIoExtension.of(Chat::install);
 *
 *     @Test
 *     void everybodyElseHearsIt(TestClient ada, TestClient bob) {
 *         ada.emit("say", "hello");
 *         assertEquals("hello", bob.expect("said", String.class).soon());
 *     }
 * }
 * }</pre>
 */
package dev.socketwire.socketio.test;
