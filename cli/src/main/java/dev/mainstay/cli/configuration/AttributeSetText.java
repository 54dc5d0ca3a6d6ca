// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.cli.render.Palette;
import dev.mainstay.cli.rule.RuleText;
import dev.mainstay.proto.v1.ConfigurationProto.Attribute;
import dev.mainstay.proto.v1.ConfigurationProto.AttributeSet;
import java.util.List;

/** Blocks of names and values in words: the block with its rule, then a line for each value. */
public final class AttributeSetText {

    private AttributeSetText() {}

    public static String format(List<AttributeSet> sets, Palette palette) {
        StringBuilder text = new StringBuilder();
        for (AttributeSet set : sets) {
            text.append(palette.heading(set.getId()));
            if (set.hasReference()) {
                text.append(" as block ").append(set.getReference());
            }
            if (set.hasScore()) {
                text.append(" score=").append(set.getScore());
            }
            if (set.hasRule()) {
                text.append(" rule ").append(RuleText.format(set.getRule()));
            }
            text.append('\n');
            for (Attribute attribute : set.getAttributesList()) {
                text.append("  ").append(attribute.getName()).append('=')
                        .append(attribute.getValue()).append('\n');
            }
        }
        return text.toString();
    }
}
