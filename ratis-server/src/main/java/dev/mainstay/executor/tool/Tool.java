// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

/** One of Pacemaker's tools, its options filled in. */
interface Tool {
    ToolEffect effect(ToolContext context);
}
