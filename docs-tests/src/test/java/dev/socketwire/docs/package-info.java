/**
 * The code that the pages below {@code docs/} show, as programs that run. What stands between {@code // docs: name} and
 * {@code // docs: end} is the block {@code name} of a page; {@code CodeOfPagesTest} compares the two.
 */
package dev.socketwire.docs;
