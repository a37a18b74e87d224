/**
 * Engine.IO for programs: options by the names of the reference, what a hook is told of a request, the reasons why a
 * session ends. Types of the JDK only.
 */
package dev.socketwire.engineio;
