// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.mainstay.model.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto;
import java.io.UncheckedIOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * A configuration as a JSON or YAML document, with the field names of configuration.proto in lower
 * camel case. Reading what was written gives an equal configuration. A field that is not known is
 * an error in a document, because there it is a typing mistake.
 */
public enum ConfigurationDocument {
    JSON {
        @Override
        ObjectMapper mapper() {
            return JSON_MAPPER;
        }
    },
    YAML {
        @Override
        ObjectMapper mapper() {
            return YAML_MAPPER;
        }
    };

    /** Longer text is refused before it is parsed; a snapshot of the largest clusters fits. */
    public static final int MAX_CHARACTERS = 64 * 1024 * 1024;

    private static final JsonMapper JSON_MAPPER = new JsonMapper();
    private static final YAMLMapper YAML_MAPPER = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    abstract ObjectMapper mapper();

    /** The document of a configuration; equal configurations give equal text. */
    public String write(Configuration configuration) {
        return write(ConfigurationCodec.encode(configuration));
    }

    /** The same, from the message form. */
    public String write(ConfigurationProto.Configuration message) {
        try {
            String json = JsonFormat.printer().sortingMapKeys().print(message);
            JsonNode tree = JSON_MAPPER.readTree(json);
            return mapper().writerWithDefaultPrettyPrinter().writeValueAsString(tree)
                    .stripTrailing() + "\n";
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names the place when the text is no configuration. */
    public Decoded<Configuration> read(String text) {
        return switch (readMessage(text)) {
            case Decoded.Valid<ConfigurationProto.Configuration>(var message) ->
                    ConfigurationCodec.decode(message);
            case Decoded.Malformed<ConfigurationProto.Configuration>(var field, var problem) ->
                    new Decoded.Malformed<>(field, problem);
        };
    }

    /** The same, to the message form. */
    public Decoded<ConfigurationProto.Configuration> readMessage(String text) {
        if (text.length() > MAX_CHARACTERS) {
            return new Decoded.Malformed<>("", "the document has " + text.length()
                    + " characters; at most " + MAX_CHARACTERS + " are accepted");
        }
        try {
            String json = JSON_MAPPER.writeValueAsString(mapper().readTree(text));
            var message = ConfigurationProto.Configuration.newBuilder();
            JsonFormat.parser().merge(json, message);
            return new Decoded.Valid<>(message.build());
        } catch (JacksonException e) {
            var place = e.getLocation();
            String where = place == null
                    ? ""
                    : "line " + place.getLineNr() + ", column " + place.getColumnNr();
            return new Decoded.Malformed<>(where, String.valueOf(e.getOriginalMessage()));
        } catch (InvalidProtocolBufferException e) {
            return new Decoded.Malformed<>("", String.valueOf(e.getMessage()));
        }
    }
}
