package dev.socketwire.socketio.annotations.guide;

// docs: controllers-chat
import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.annotations.OnConnection;
import dev.socketwire.socketio.annotations.OnDisconnect;
import dev.socketwire.socketio.annotations.OnEvent;
import dev.socketwire.socketio.annotations.SocketIoController;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

@SocketIoController("/chat")
public final class ChatController {
    public record Message(String room, String text) {}

    private final List<Message> history = new CopyOnWriteArrayList<>(); // one controller for all sockets

    @OnConnection
    public void joined(Socket socket) {
        socket.join("lobby");
    }

    @OnEvent("say")
    public void say(Socket socket, Message message) {
        history.add(message);
        socket.to(message.room()).emit("said", message);
    }

    @OnEvent("add")
    public int add(int a, int b) {
        return a + b; // the client's acknowledgement
    }

    @OnEvent("history")
    public CompletionStage<List<Message>> history() {
        return CompletableFuture.supplyAsync(() -> List.copyOf(history)); // so is what comes later
    }

    @OnDisconnect
    public void left(Socket socket, DisconnectReason reason) {
        socket.to("lobby").emit("left", socket.id(), reason.toString());
    }
}
