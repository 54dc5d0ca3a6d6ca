// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.cib.CibFormatException;
import dev.mainstay.cib.CibReader;
import dev.mainstay.model.Configuration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The configuration as its operator has it in mind; becomes a document on demand. */
final class Blueprint {

    /** All services that there may be. */
    static final List<Service> SERVICES = List.of(
            new Service("a", "a", Kind.PRIMITIVE), new Service("b", "b", Kind.PRIMITIVE),
            new Service("c", "c", Kind.PRIMITIVE), new Service("g1", "g", Kind.PRIMITIVE),
            new Service("g2", "g", Kind.PRIMITIVE), new Service("w", "w-clone", Kind.CLONE),
            new Service("p", "p-clone", Kind.PROMOTABLE));

    private final List<String> nodes;
    private final SortedSet<String> present = new TreeSet<>();
    private final SortedSet<String> stopped = new TreeSet<>();
    private final SortedSet<String> standby = new TreeSet<>();
    private final SortedMap<String, String> constraints = new TreeMap<>();
    private final SortedMap<String, String> properties = new TreeMap<>();
    private final SortedMap<String, String> meta = new TreeMap<>();
    private int intervalSeconds = 2;
    private boolean migratable;

    private Blueprint(List<String> nodes) {
        this.nodes = nodes;
    }

    /** A first configuration, of some of the services and with some constraints. */
    static Blueprint of(List<String> nodes, Chance chance) {
        Blueprint blueprint = new Blueprint(nodes);
        blueprint.present.add("a");
        for (String id : tops()) {
            if (chance.percent(35)) {
                blueprint.present.add(id);
            }
        }
        blueprint.intervalSeconds = chance.within(1, 6);
        blueprint.migratable = chance.percent(25);
        if (chance.percent(30)) {
            blueprint.meta.put("resource-stickiness", "100");
        }
        if (chance.percent(30)) {
            blueprint.meta.put("migration-threshold", Integer.toString(chance.within(1, 3)));
            blueprint.meta.put("failure-timeout", "20s");
        }
        if (chance.percent(30)) {
            blueprint.properties.put("no-quorum-policy",
                    chance.of(List.of("freeze", "ignore", "demote", "stop")));
        }
        if (chance.percent(15)) {
            blueprint.properties.put("batch-limit", "2");
        }
        if (chance.percent(15)) {
            blueprint.properties.put("stonith-action", "off");
        }
        if (chance.percent(15)) {
            blueprint.properties.put("concurrent-fencing", "false");
        }
        for (int i = chance.below(4); i > 0; i--) {
            blueprint.constrain(chance);
        }
        return blueprint;
    }

    /** Of these resources alone, without constraints and options. */
    static Blueprint plain(List<String> nodes, List<String> tops) {
        Blueprint blueprint = new Blueprint(nodes);
        blueprint.present.addAll(tops);
        blueprint.intervalSeconds = 1;
        return blueprint;
    }

    /** The same in a cluster that fences nobody. */
    Blueprint withoutFencing() {
        properties.put("stonith-enabled", "false");
        return this;
    }

    /** Resources as they are named in constraints. */
    static SortedSet<String> tops() {
        SortedSet<String> tops = new TreeSet<>();
        SERVICES.forEach(service -> tops.add(service.top()));
        return tops;
    }

    static @Nullable Service service(String id) {
        return SERVICES.stream().filter(service -> service.id().equals(id)).findFirst()
                .orElse(null);
    }

    boolean has(Service service) {
        return present.contains(service.top()) && !stopped.contains(service.top());
    }

    void toggle(String top) {
        if (!present.remove(top)) {
            present.add(top);
        }
        constraints.values().removeIf(xml -> names(xml, top));
    }

    void toggleRole(String top) {
        if (!stopped.remove(top)) {
            stopped.add(top);
        }
    }

    void toggleStandby(String node) {
        if (!standby.remove(node)) {
            standby.add(node);
        }
    }

    void setInterval(int seconds) {
        intervalSeconds = seconds;
    }

    void clearConstraints() {
        constraints.clear();
    }

    /** Adds a constraint between what there is, if it makes sense. */
    void constrain(Chance chance) {
        if (present.isEmpty()) {
            return;
        }
        List<String> tops = new ArrayList<>(present);
        String id = "k" + chance.below(6);
        String one = chance.of(tops);
        String other = chance.of(tops);
        String score = chance.of(List.of("INFINITY", "-INFINITY", "50", "-50"));
        switch (chance.below(3)) {
            case 0 -> constraints.put(id, "<rsc_location id='" + id + "' rsc='" + one + "' node='"
                    + chance.of(nodes) + "' score='" + score + "'/>");
            case 1 -> {
                if (!one.equals(other)) {
                    constraints.put(id, "<rsc_colocation id='" + id + "' rsc='" + one
                            + "' with-rsc='" + other + "' score='" + score + "'/>");
                }
            }
            default -> {
                // One direction only: an operator makes no circles.
                if (one.compareTo(other) < 0) {
                    constraints.put(id, "<rsc_order id='" + id + "' first='" + one + "' then='"
                            + other + "' kind='" + chance.of(List.of("Mandatory", "Optional",
                                    "Serialize"))
                            + "'/>");
                }
            }
        }
    }

    /** The configuration in which everything can run. */
    void simplify() {
        constraints.clear();
        standby.clear();
        stopped.clear();
    }

    Configuration document() {
        String xml = "<cib validate-with='pacemaker-4.0'><configuration><crm_config>"
                + "<cluster_property_set id='cib-bootstrap-options'>" + pairs("cib", properties)
                + "</cluster_property_set></crm_config><nodes>" + nodes() + "</nodes><resources>"
                + "<primitive id='switch' class='stonith' type='fence_sim'/>" + resources()
                + "</resources><constraints>" + String.join("", constraints.values())
                + promotions() + "</constraints></configuration><status/></cib>";
        try {
            return CibReader.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)),
                    Instant.EPOCH).configuration();
        } catch (CibFormatException malformed) {
            throw new IllegalStateException(xml, malformed);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String nodes() {
        StringBuilder xml = new StringBuilder();
        for (String node : standby) {
            xml.append("<node id='").append(node).append("' uname='").append(node)
                    .append("'><instance_attributes id='").append(node).append("-attributes'>")
                    .append("<nvpair id='").append(node).append("-standby' name='standby'")
                    .append(" value='on'/></instance_attributes></node>");
        }
        return xml.toString();
    }

    private String resources() {
        StringBuilder xml = new StringBuilder();
        for (String top : present) {
            switch (top) {
                case "g" -> xml.append("<group id='g'>").append(role("g"))
                        .append(primitive("g1", "")).append(primitive("g2", ""))
                        .append("</group>");
                case "w-clone" -> xml.append("<clone id='w-clone'>").append(role(top))
                        .append(primitive("w", "")).append("</clone>");
                case "p-clone" -> xml.append("<clone id='p-clone'>").append(role(top,
                        "promotable", "true", "notify", "true"))
                        .append(primitive("p", "")).append("</clone>");
                default -> xml.append(primitive(top, role(top)));
            }
        }
        return xml.toString();
    }

    private String role(String top, String... more) {
        SortedMap<String, String> options = new TreeMap<>(meta);
        if (migratable && top.length() == 1 && !top.equals("g")) {
            options.put("allow-migrate", "true");
        }
        if (stopped.contains(top)) {
            options.put("target-role", "Stopped");
        }
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return "<meta_attributes id='" + top + "-meta'>" + pairs(top, options)
                + "</meta_attributes>";
    }

    private String primitive(String id, String options) {
        String monitors = id.equals("p")
                ? operation(id, "monitor", intervalSeconds, "Unpromoted")
                        + operation(id, "monitor", intervalSeconds + 1, "Promoted")
                : operation(id, "monitor", intervalSeconds, "");
        return "<primitive id='" + id + "' class='ocf' provider='sim' type='service'>" + options
                + "<operations>" + monitors + operation(id, "start", 0, "")
                + operation(id, "stop", 0, "") + "</operations></primitive>";
    }

    private static String operation(String id, String name, int seconds, String role) {
        return "<op id='" + id + "-" + name + "-" + seconds + "' name='" + name + "' interval='"
                + seconds + "s' timeout='4s'" + (role.isEmpty() ? "" : " role='" + role + "'")
                + "/>";
    }

    /** Stands for the promotion scores that resource agents would set. */
    private String promotions() {
        StringBuilder xml = new StringBuilder();
        if (present.contains("p-clone")) {
            int score = 100;
            for (String node : nodes) {
                xml.append("<rsc_location id='promote-").append(node)
                        .append("' rsc='p-clone'><rule id='promote-").append(node)
                        .append("-rule' role='Promoted' score='").append(score--)
                        .append("'><expression id='promote-").append(node)
                        .append("-expression' attribute='#uname' operation='eq' value='")
                        .append(node).append("'/></rule></rsc_location>");
            }
        }
        return xml.toString();
    }

    private static String pairs(String prefix, SortedMap<String, String> values) {
        StringBuilder xml = new StringBuilder();
        values.forEach((name, value) -> xml.append("<nvpair id='").append(prefix).append('-')
                .append(name).append("' name='").append(name).append("' value='").append(value)
                .append("'/>"));
        return xml.toString();
    }

    private static boolean names(String xml, String top) {
        return xml.contains("'" + top + "'");
    }

    /** What kind of resource a service is. */
    enum Kind {
        PRIMITIVE,
        CLONE,
        PROMOTABLE
    }

    /**
     * @param id of the primitive
     * @param top of the resource that constraints name
     */
    record Service(String id, String top, Kind kind) {
        boolean isClone() {
            return kind != Kind.PRIMITIVE;
        }
    }
}
