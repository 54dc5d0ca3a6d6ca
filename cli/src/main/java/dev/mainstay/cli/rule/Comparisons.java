// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.rule;

import dev.mainstay.proto.v1.ConfigurationProto.AttributeExpression.Comparison;
import java.util.Optional;

/** The words that compare a node attribute with a value. */
final class Comparisons {

    private Comparisons() {}

    static Optional<Comparison> of(String word) {
        return switch (word) {
            case "lt" -> Optional.of(Comparison.LESS);
            case "gt" -> Optional.of(Comparison.GREATER);
            case "lte" -> Optional.of(Comparison.LESS_OR_EQUAL);
            case "gte" -> Optional.of(Comparison.GREATER_OR_EQUAL);
            case "eq" -> Optional.of(Comparison.EQUAL);
            case "ne" -> Optional.of(Comparison.NOT_EQUAL);
            default -> Optional.empty();
        };
    }

    static String word(Comparison comparison) {
        return switch (comparison) {
            case DEFINED -> "defined";
            case NOT_DEFINED -> "not_defined";
            case LESS -> "lt";
            case GREATER -> "gt";
            case LESS_OR_EQUAL -> "lte";
            case GREATER_OR_EQUAL -> "gte";
            case EQUAL -> "eq";
            case NOT_EQUAL -> "ne";
            case UNRECOGNIZED -> "?";
        };
    }
}
