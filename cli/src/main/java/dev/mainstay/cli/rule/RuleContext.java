// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.rule;

/** Where a rule stands decides what it may ask for. */
public enum RuleContext {
    /** A location constraint or parameters: of a node. */
    NODE("a location constraint"),
    /** Defaults of resources: of the resource's agent. */
    RESOURCE("resource defaults"),
    /** Defaults of operations: of the resource's agent and of the operation. */
    OPERATION("operation defaults");

    private final String text;

    RuleContext(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    boolean knowsNode() {
        return this == NODE;
    }

    boolean knowsAgent() {
        return this != NODE;
    }

    boolean knowsOperation() {
        return this == OPERATION;
    }
}
