/**
 * WebSocket for programs: a small raw server, its connections and listeners, limits, close codes and the header of a frame
 * for those who want to look at one. Types of the JDK only; what speaks in buffers and channels stands in the packages
 * below.
 */
package dev.socketwire.frames;
