/** Ways to have the server in a program: each class is one of them, to be read alone and copied from. */
@NullMarked
package dev.socketwire.examples;

import org.jspecify.annotations.NullMarked;
