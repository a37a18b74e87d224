/** A chat that is run first and read second: each class is a page of a tutorial. */
package dev.socketwire.demo;
