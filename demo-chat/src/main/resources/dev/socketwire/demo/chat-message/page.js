// No line is added here for what we say ourselves: the server sends it to us as to everybody.
const socket = io();

socket.on("connect", () => showState("connected", "Connected"));
socket.on("disconnect", () => showState("disconnected", "Disconnected, trying again"));

socket.on("chat message", text => addLine(text, "theirs"));

onSay(text => socket.emit("chat message", text));
