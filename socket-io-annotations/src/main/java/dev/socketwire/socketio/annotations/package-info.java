/**
 * Controllers: objects whose annotated methods are the handlers of a namespace.
 * {@link dev.socketwire.socketio.annotations.Controllers#register} is where a program starts.
 *
 * <pre>{@code
 * @SocketIoController("/chat")
 * final class Chat {
 *     @OnConnection
 *     void joined(Socket socket) {
 *         socket.join("lobby");
 *     }
 *
 *     @OnEvent("say")
 *     int say(Socket socket, Message message) {
 *         socket.to("lobby").emit("said", message);
 *         return message.text().length(); // the client's acknowledgement
 *     }
 *
 *     @OnDisconnect
 *     void left(Socket socket, DisconnectReason reason) {}
 * }
 *
 * Controllers.register(io, new Chat());
 * }</pre>
 *
 * A controller is one object for all sockets: its methods run on the lanes of many sockets at a time, and for one socket one
 * after the other, like any listener. What belongs to one socket is kept in {@link dev.socketwire.socketio.Socket#data()}.
 */
package dev.socketwire.socketio.annotations;
