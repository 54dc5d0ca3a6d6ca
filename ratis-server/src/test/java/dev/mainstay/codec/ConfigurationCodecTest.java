// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.UnknownFieldSet;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.proto.v1.ConfigurationProto;
import dev.mainstay.state.ConfigurationEdit;
import dev.mainstay.state.ConfigurationSection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConfigurationCodecTest {

    @Test
    void everyElementSurvivesTheMessageForm() {
        Configuration configuration = FullConfiguration.create();

        assertEquals(new Decoded.Valid<>(configuration),
                ConfigurationCodec.decode(ConfigurationCodec.encode(configuration)));
    }

    @ParameterizedTest
    @EnumSource
    void everyElementSurvivesTheDocument(ConfigurationDocument format) {
        Configuration configuration = FullConfiguration.create();

        String text = format.write(configuration);

        assertEquals(new Decoded.Valid<>(configuration), format.read(text), text);
        assertEquals(text, format.write(FullConfiguration.create()));
    }

    @Test
    void everyEditSurvivesTheMessageForm() {
        Configuration full = FullConfiguration.create();
        List<ConfigurationEdit> edits = List.of(
                new ConfigurationEdit.PutAttributeSet(ConfigurationSection.RESOURCE_DEFAULTS,
                        full.resourceDefaults().getFirst()),
                new ConfigurationEdit.PutNode(full.nodes().getFirst()),
                new ConfigurationEdit.PutTemplate(full.templates().getFirst()),
                new ConfigurationEdit.PutResource(full.resources().getFirst()),
                new ConfigurationEdit.PutConstraint(full.constraints().getFirst()),
                new ConfigurationEdit.PutTag(full.tags().getFirst()),
                new ConfigurationEdit.PutFencingLevel(full.fencingLevels().getFirst()),
                new ConfigurationEdit.PutAlert(full.alerts().getFirst()),
                new ConfigurationEdit.SetProperty(ConfigurationSection.CLUSTER_PROPERTIES,
                        "maintenance-mode", Optional.of("true")),
                new ConfigurationEdit.RaiseNodeAttribute(new NodeId("a"), "drills", -3),
                new ConfigurationEdit.SetNodeAttribute(new NodeId("a"), "standby",
                        Optional.empty()),
                new ConfigurationEdit.Remove(ConfigurationSection.RESOURCES, "web"));

        assertEquals(new Decoded.Valid<>(edits),
                ConfigurationCodec.decode(ConfigurationCodec.encode(edits)));
    }

    @Test
    void malformedMessageNamesTheField() {
        var message = ConfigurationProto.Configuration.newBuilder()
                .addResources(ConfigurationProto.Resource.newBuilder()
                        .setClone(ConfigurationProto.Clone.newBuilder().setId("c")))
                .build();

        var malformed = assertInstanceOf(Decoded.Malformed.class,
                ConfigurationCodec.decode(message));

        assertEquals("resources[0].clone.child", malformed.field());
    }

    @Test
    void fieldsOfLaterVersionsAreTolerated() throws Exception {
        var later = UnknownFieldSet.newBuilder()
                .addField(900, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();
        var message = ConfigurationCodec.encode(FullConfiguration.create()).toBuilder()
                .setUnknownFields(later)
                .build();

        var parsed = ConfigurationProto.Configuration.parseFrom(message.toByteArray());

        assertEquals(new Decoded.Valid<>(FullConfiguration.create()),
                ConfigurationCodec.decode(parsed));
    }

    @Test
    void documentThatIsNoneTellsTheLine() {
        var malformed = assertInstanceOf(Decoded.Malformed.class,
                ConfigurationDocument.YAML.read("resources:\n  - {primitive: [\n"));

        assertTrue(malformed.field().startsWith("line "), malformed.text());
    }

    @Test
    void mistypedFieldOfADocumentIsNamed() {
        var malformed = assertInstanceOf(Decoded.Malformed.class,
                ConfigurationDocument.YAML.read("resuorces: []\n"));

        assertTrue(malformed.text().contains("resuorces"), malformed.text());
    }

    @Test
    void textsThatLookLikeOtherTypesStayTexts() {
        Configuration configuration = Configuration.EMPTY.withResources(List.of(
                FullConfiguration.primitive(new ResourceId("123"), "true", "1.0", "null", "0x10")));

        String text = ConfigurationDocument.YAML.write(configuration);

        assertEquals(new Decoded.Valid<>(configuration), ConfigurationDocument.YAML.read(text));
    }
}
