/** A chat that is run first and read second: each class is a page of a tutorial. */
@NullMarked
package dev.socketwire.demo;

import org.jspecify.annotations.NullMarked;
