// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.render;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Writes a tree of maps, lists, texts and numbers; ends with a line feed. */
public final class Documents {

    private Documents() {}

    public static String json(Object tree) {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(tree)
                + "\n";
    }

    /** As one line, for streams of documents. */
    public static String jsonLine(Object tree) {
        return JsonMapper.builder().build().writeValueAsString(tree) + "\n";
    }

    public static String yaml(Object tree) {
        return YAMLMapper.builder()
                .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
                .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                .build()
                .writeValueAsString(tree);
    }
}
