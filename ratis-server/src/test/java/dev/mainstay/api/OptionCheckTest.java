// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.codec.api.AgentDescription;
import dev.mainstay.codec.api.AgentDescription.Parameter;
import dev.mainstay.codec.api.AgentDescription.Traits;
import dev.mainstay.model.AgentName;
import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.OperationList;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.ResourceOptions;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptionCheckTest {

    private static final AgentDescription AGENT = new AgentDescription(
            "ocf:test:web", "1", "", "", List.of(
                    parameter("port", "integer", true),
                    parameter("secure", "boolean", false),
                    parameter("old", "string", new Traits(false, false, false, true))),
            List.of());

    private final OptionCheck check = new OptionCheck(name -> {
        if (name.type().equals("web")) {
            return AGENT;
        }
        throw Status.NOT_FOUND.withDescription("agent " + name + " is not installed")
                .asRuntimeException();
    });

    @Test
    void acceptsWhatTheAgentAccepts() {
        assertEquals(List.of(), check(web("port", "80", "secure", "yes")));
    }

    @Test
    void namesTheMissingParameter() {
        refused("resource w: parameter port of ocf:test:web is missing", web());
    }

    @Test
    void namesTheUnknownParameterAndTheKnownOnes() {
        refused("parameter prot is unknown to ocf:test:web, which accepts old, port, secure",
                web("port", "80", "prot", "80"));
    }

    @Test
    void namesTheTypeThatIsAccepted() {
        refused("parameter port is \"http\", but ocf:test:web accepts a whole number",
                web("port", "http"));
        refused("parameter secure is \"maybe\", but ocf:test:web accepts true or false",
                web("port", "80", "secure", "maybe"));
    }

    @Test
    void refusesAnAgentThatIsNotThere() {
        refused("resource w: agent ocf:test:nothing is not installed", configuration("nothing"));
    }

    @Test
    void warnsOfDeprecatedParameters() {
        assertEquals(List.of("resource w: parameter old is deprecated"),
                check(web("port", "80", "old", "x")));
    }

    @Test
    void leavesAloneWhatTheChangeDoesNotTouch() {
        Configuration wrong = web("prot", "80");
        assertEquals(List.of(), check.check(wrong, wrong));
    }

    private List<String> check(Configuration after) {
        return check.check(Configuration.EMPTY, after);
    }

    private void refused(String message, Configuration after) {
        StatusRuntimeException failure =
                assertThrows(StatusRuntimeException.class, () -> check(after));
        assertEquals(Status.Code.INVALID_ARGUMENT, failure.getStatus().getCode());
        assertTrue(String.valueOf(failure.getMessage()).contains(message), failure.getMessage());
    }

    private static Configuration web(String... options) {
        return configuration("web", options);
    }

    private static Configuration configuration(String type, String... options) {
        List<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < options.length; i += 2) {
            attributes.add(new Attribute(Optional.empty(), Optional.empty(),
                    Optional.of(options[i]), Optional.of(options[i + 1])));
        }
        AttributeSet set = new AttributeSet(Optional.of("w-ia"), Optional.empty(),
                Optional.empty(), Optional.empty(), attributes);
        return Configuration.EMPTY.withResources(List.of(new Primitive(
                new ResourceId("w"), Optional.empty(),
                Optional.of(new AgentName("ocf", Optional.of("test"), type)),
                new ResourceOptions(Optional.empty(), List.of(set), List.of(), List.of()),
                OperationList.EMPTY)));
    }

    private static Parameter parameter(String name, String type, boolean required) {
        return parameter(name, type, new Traits(required, false, false, false));
    }

    private static Parameter parameter(
            String name, String type, Traits traits) {
        return new Parameter(name, type, traits, Optional.empty(), "", List.of());
    }
}
