// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.OperationList;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.ResourceOptions;
import dev.mainstay.state.Scenario;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigurationDifferenceTest {

    private static AttributeSet set(String id, String name, String value) {
        return new AttributeSet(Optional.of(id), Optional.empty(), Optional.empty(),
                Optional.empty(), List.of(new Attribute(Optional.of(id + "-" + name),
                        Optional.empty(), Optional.of(name), Optional.of(value))));
    }

    private static Primitive web(String role) {
        return new Primitive(new ResourceId("web"), Optional.empty(),
                Optional.of(Scenario.DUMMY), new ResourceOptions(Optional.empty(), List.of(),
                        List.of(set("web-meta", "target-role", role)), List.of()),
                OperationList.EMPTY);
    }

    private static Configuration of(Primitive... primitives) {
        return Configuration.EMPTY.withResources(List.of(primitives));
    }

    @Test
    void valueThatChangesIsNamedByItsPath() {
        assertEquals(List.of(new ConfigurationDifference(
                "resources/web/metaAttributes/web-meta/target-role",
                Optional.of("Started"), Optional.of("Stopped"))),
                ConfigurationDifference.between(of(web("Started")), of(web("Stopped")))
                        .stream().filter(difference -> !difference.path().endsWith("/id"))
                        .toList());
    }

    @Test
    void anotherElementChangesNoOthersPath() {
        List<ConfigurationDifference> differences = ConfigurationDifference.between(
                of(web("Started")), of(Scenario.primitive("db"), web("Started")));

        assertEquals(List.of(
                new ConfigurationDifference("resources/db/agent/provider",
                        Optional.empty(), Optional.of("mainstay")),
                new ConfigurationDifference("resources/db/agent/standard",
                        Optional.empty(), Optional.of("ocf")),
                new ConfigurationDifference("resources/db/agent/type",
                        Optional.empty(), Optional.of("dummy")),
                new ConfigurationDifference("resources/db/id",
                        Optional.empty(), Optional.of("db"))),
                differences);
    }

    @Test
    void equalConfigurationsHaveNone() {
        assertEquals(List.of(), ConfigurationDifference.between(
                FullConfiguration.create(), FullConfiguration.create()));
    }
}
