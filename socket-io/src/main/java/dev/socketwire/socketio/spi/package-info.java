/**
 * For those who join several servers to one: what a namespace needs of an {@link dev.socketwire.socketio.spi.Adapter}, and
 * what it lends to it. And for those whose clients write packets in another way: {@link dev.socketwire.socketio.spi.Parser}. Knows nothing of the interfaces that programs use. Every call is non-blocking and may come from any
 * thread, unless it says otherwise.
 */
package dev.socketwire.socketio.spi;
