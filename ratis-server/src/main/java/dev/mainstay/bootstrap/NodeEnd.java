// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

/** Ends the process that a node runs in, because the node cannot go on. */
@FunctionalInterface
public interface NodeEnd {

    /** Called on any thread, possibly more than once; must not wait for the node. */
    void end(ExitCode code, String message);
}
