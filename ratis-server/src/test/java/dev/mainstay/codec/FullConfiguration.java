// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.Alert;
import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.Bundle;
import dev.mainstay.model.Clone;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.Constraint;
import dev.mainstay.model.FencingLevel;
import dev.mainstay.model.Group;
import dev.mainstay.model.Node;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.Operation;
import dev.mainstay.model.OperationList;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.ResourceOptions;
import dev.mainstay.model.ResourceSet;
import dev.mainstay.model.Rule;
import dev.mainstay.model.RuleCondition;
import dev.mainstay.model.Tag;
import dev.mainstay.model.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A configuration in which every field of every record is used. */
public final class FullConfiguration {
    private static final AgentName DUMMY =
            new AgentName("ocf", Optional.of("mainstay"), "dummy");

    private FullConfiguration() {}

    public static Configuration create() {
        return new Configuration(
                map("validate-with", "pacemaker-3.9"),
                List.of(set("cib-bootstrap-options")),
                List.of(new Node(new NodeId("a"), "1", Node.NodeType.MEMBER, Optional.of("5"),
                        List.of(set("a-attributes")), List.of(set("a-utilization"))),
                        new Node(new NodeId("r"), "r", Node.NodeType.REMOTE, Optional.empty(),
                                List.of(), List.of())),
                List.of(new Template(new ResourceId("blueprint"), DUMMY, options("blueprint"),
                        operations("blueprint"))),
                List.of(primitive(new ResourceId("db"), "x"), derived(), group(), everywhere(),
                        bundle()),
                constraints(),
                List.of(new Tag(new ResourceId("all"), List.of("db", "web"))),
                List.of(set("rsc-defaults")),
                List.of(set("op-defaults")),
                levels(),
                List.of(alert()),
                Optional.of("<acls/>"));
    }

    /** A primitive whose parameters have these values. */
    public static Primitive primitive(ResourceId id, String... values) {
        List<Attribute> attributes = new ArrayList<>();
        for (String value : values) {
            attributes.add(new Attribute(Optional.empty(), Optional.empty(),
                    Optional.of("p" + attributes.size()), Optional.of(value)));
        }
        AttributeSet parameters = new AttributeSet(Optional.of(id + "-params"), Optional.empty(),
                Optional.empty(), Optional.empty(), attributes);
        return new Primitive(id, Optional.empty(), Optional.of(DUMMY),
                new ResourceOptions(Optional.empty(), List.of(parameters), List.of(), List.of()),
                OperationList.EMPTY);
    }

    private static Primitive derived() {
        return new Primitive(new ResourceId("derived"),
                Optional.of(new ResourceId("blueprint")), Optional.empty(), options("derived"),
                operations("derived"));
    }

    private static Group group() {
        return new Group(new ResourceId("web"), options("web"),
                List.of(primitive(new ResourceId("ip"), "1"), primitive(new ResourceId("www"))));
    }

    private static Clone everywhere() {
        return new Clone(new ResourceId("everywhere"), options("everywhere"),
                Clone.Promotability.BY_ELEMENT, primitive(new ResourceId("ping"), "1"));
    }

    private static Bundle bundle() {
        Bundle.Mapping mapping = new Bundle.Mapping("m", map("port", "80"));
        return new Bundle(new ResourceId("httpd"), options("httpd"),
                new Bundle.Container("podman", map("image", "httpd:1")),
                Optional.of(new Bundle.Network(Optional.of("net"),
                        map("ip-range-start", "10.0.0.1"), List.of(mapping))),
                Optional.of(new Bundle.Storage(Optional.of("st"), List.of(mapping))),
                Optional.of(primitive(new ResourceId("inside"), "1")));
    }

    private static List<Constraint> constraints() {
        ResourceSet set = new ResourceSet(Optional.of("rs"), Optional.of("other"),
                Optional.of(true), Optional.of(false), Optional.of("Started"),
                Optional.of("start"), Optional.of("1"), Optional.of("Optional"),
                Optional.of("group"), List.of(new ResourceId("db"), new ResourceId("web")));
        return List.of(
                new Constraint.Location("loc", Optional.of(new ResourceId("db")),
                        Optional.of(".*"), List.of(set), Optional.of(new NodeId("a")),
                        Optional.of("INFINITY"), Optional.of("Promoted"), Optional.of("never"),
                        List.of(rule())),
                new Constraint.Order("ord", Optional.of(new ResourceId("db")),
                        Optional.of(new ResourceId("web")), Optional.of("start"),
                        Optional.of("promote"), Optional.of("0"), Optional.of("1"),
                        Optional.of("Mandatory"), Optional.of("0"), Optional.of("true"),
                        Optional.of("false"), List.of(set)),
                new Constraint.Colocation("col", Optional.of(new ResourceId("web")),
                        Optional.of(new ResourceId("db")), Optional.of("Started"),
                        Optional.of("Promoted"), Optional.of("0"), Optional.of("1"),
                        Optional.of("-INFINITY"), Optional.of("#uname"), Optional.of("true"),
                        List.of(set)),
                new Constraint.Ticket("tic", "siteA", Optional.of(new ResourceId("db")),
                        Optional.of("Promoted"), Optional.of("fence"), List.of(set)));
    }

    private static List<FencingLevel> levels() {
        List<ResourceId> devices = List.of(new ResourceId("f1"), new ResourceId("f2"));
        return List.of(
                new FencingLevel("fl-1", 1, new FencingLevel.Target.Name(new NodeId("a")), devices),
                new FencingLevel("fl-2", 2, new FencingLevel.Target.Pattern("a.*"), devices),
                new FencingLevel("fl-3", 3, new FencingLevel.Target.AttributeValue("rack", "1"),
                        devices));
    }

    private static Alert alert() {
        return new Alert("al", "/usr/bin/tell", Optional.of("tells"), List.of(set("al-i")),
                List.of(set("al-m")),
                Optional.of(new Alert.Selection(
                        List.of(Alert.EventKind.NODES, Alert.EventKind.ATTRIBUTES),
                        List.of("standby"))),
                List.of(new Alert.Recipient("al-r", "someone", Optional.of("d"),
                        List.of(set("al-r-i")), List.of(set("al-r-m")))));
    }

    private static ResourceOptions options(String id) {
        return new ResourceOptions(Optional.of("what " + id + " is"), List.of(set(id + "-i")),
                List.of(set(id + "-m")), List.of(set(id + "-u")));
    }

    private static OperationList operations(String id) {
        return new OperationList(Optional.of(id + "-ops"), Optional.of("others"), List.of(
                new Operation(Optional.of(id + "-op"), Optional.of("ref"), "monitor", "10s",
                        map("timeout", "20s"), List.of(set(id + "-op-i")),
                        List.of(set(id + "-op-m")))));
    }

    private static AttributeSet set(String id) {
        return new AttributeSet(Optional.of(id), Optional.of(id + "-ref"), Optional.of("7"),
                Optional.of(rule()),
                List.of(new Attribute(Optional.of(id + "-n"), Optional.of("r"),
                        Optional.of("name"), Optional.of("value"))));
    }

    private static Rule rule() {
        var fields = new RuleCondition.DateFields(Optional.of("ds"), map("hours", "9-16"));
        return new Rule(Optional.of("rule"), Optional.of("ref"), Rule.Combination.ANY,
                Optional.of("Promoted"), Optional.of("10"), Optional.of("score-attr"), List.of(
                        new RuleCondition.AttributeExpression("ae", "site",
                                RuleCondition.AttributeOperation.NOT_EQUAL, Optional.of("x"),
                                Optional.of("string"), Optional.of("literal")),
                        new RuleCondition.DateExpression("de", RuleCondition.DateOperation.BEFORE,
                                Optional.of("2026-01-01"), Optional.of("2027-01-01"),
                                Optional.of(fields), Optional.of(fields)),
                        new RuleCondition.ResourceExpression("re", Optional.of("ocf"),
                                Optional.of("heartbeat"), Optional.of("IPaddr2")),
                        new RuleCondition.OperationExpression("oe", "monitor",
                                Optional.of("10s")),
                        new RuleCondition.Nested(new Rule(Optional.empty(), Optional.empty(),
                                Rule.Combination.ALL, Optional.empty(), Optional.empty(),
                                Optional.empty(), List.of()))));
    }

    private static SortedMap<String, String> map(String key, String value) {
        return new TreeMap<>(Map.of(key, value));
    }
}
