/** The attacks of docs/security.md, one test for each row: real bytes over real sockets to a whole server. */
@NullMarked
package dev.socketwire.interop.security;

import org.jspecify.annotations.NullMarked;
