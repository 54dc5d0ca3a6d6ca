// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import static dev.mainstay.executor.tool.MonitorDocument.flag;

import dev.mainstay.cib.XmlBuilder;
import dev.mainstay.cib.XmlElement;
import dev.mainstay.model.Bundle;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.Role;
import dev.mainstay.scheduler.work.BundleReplica;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.Optional;
import java.util.stream.Stream;

/** Resources as {@code crm_mon} writes them. */
final class MonitorResources {
    private final Configuration configuration;

    MonitorResources(Configuration configuration) {
        this.configuration = configuration;
    }

    XmlElement element(WorkResource resource) {
        return switch (resource.variant()) {
            case PRIMITIVE -> primitive(resource);
            case GROUP -> group(resource);
            case CLONE -> clone(resource);
            case BUNDLE -> bundle(resource);
        };
    }

    static boolean isDisabled(WorkResource resource) {
        return resource.meta("target-role").flatMap(Role::parse)
                .filter(role -> role == Role.STOPPED).isPresent();
    }

    private static XmlElement primitive(WorkResource resource) {
        boolean removed = resource.is(ResourceFlag.REMOVED) || resource.is(ResourceFlag.SURPLUS);
        XmlBuilder xml = new XmlBuilder("resource")
                .with("id", resource.is(ResourceFlag.UNIQUE) ? resource.id() : resource.baseId())
                .with("resource_agent", resource.agent().toString())
                .with("role", resource.role().text())
                .with("target_role", resource.meta("target-role"))
                .with("active", flag(resource.isActive(true)))
                .with("orphaned", flag(removed))
                .with("blocked", flag(resource.is(ResourceFlag.BLOCKED)))
                .with("managed", flag(resource.is(ResourceFlag.MANAGED)))
                .with("failed", flag(resource.is(ResourceFlag.FAILED)))
                .with("failure_ignored", flag(resource.is(ResourceFlag.IGNORE_FAILURE)))
                .with("nodes_running_on", Integer.toString(resource.running().size()))
                .with("pending", Optional.of("Starting")
                        .filter(_ -> resource.is(ResourceFlag.START_PENDING)));
        resource.running().forEach(node -> xml.child(place(node)));
        return xml.build();
    }

    private static XmlElement place(WorkNode node) {
        return new XmlBuilder("node")
                .with("name", node.name())
                .with("id", node.identity())
                .with("cached", flag(node.is(NodeFlag.ONLINE)))
                .build();
    }

    private static XmlElement group(WorkResource group) {
        return new XmlBuilder("group")
                .with("id", group.id())
                .with("number_resources", Integer.toString(group.children().size()))
                .with("managed", flag(group.is(ResourceFlag.MANAGED)))
                .with("disabled", flag(isDisabled(group)))
                .children(group.children().stream().map(MonitorResources::primitive).toList())
                .build();
    }

    private XmlElement clone(WorkResource clone) {
        return new XmlBuilder("clone")
                .with("id", clone.id())
                .with("multi_state", flag(clone.isPromotable()))
                .with("unique", flag(clone.is(ResourceFlag.UNIQUE)))
                .with("managed", flag(clone.is(ResourceFlag.MANAGED)))
                .with("disabled", flag(isDisabled(clone)))
                .with("failed", flag(clone.is(ResourceFlag.FAILED)))
                .with("failure_ignored", flag(clone.is(ResourceFlag.IGNORE_FAILURE)))
                .children(clone.children().stream().map(this::element).toList())
                .build();
    }

    private XmlElement bundle(WorkResource bundle) {
        Optional<Bundle.Container> container = ConfiguredResources
                .find(configuration, new ResourceId(bundle.id()))
                .flatMap(found -> found instanceof Bundle one
                        ? Optional.of(one.container())
                        : Optional.empty());
        return new XmlBuilder("bundle")
                .with("id", bundle.id())
                .with("type", container.map(Bundle.Container::technology))
                .with("image", container.map(one -> one.options().getOrDefault("image", "")))
                .with("unique", flag(bundle.is(ResourceFlag.UNIQUE)))
                .with("managed", flag(bundle.is(ResourceFlag.MANAGED)))
                .with("failed", flag(bundle.is(ResourceFlag.FAILED)))
                .children(bundle.replicas().stream().map(MonitorResources::replica).toList())
                .build();
    }

    private static XmlElement replica(BundleReplica replica) {
        XmlBuilder xml = new XmlBuilder("replica").with("id", Integer.toString(replica.offset()));
        Stream.of(Optional.ofNullable(replica.address()), Optional.ofNullable(replica.child()),
                Optional.of(replica.container()), Optional.ofNullable(replica.connection()))
                .flatMap(Optional::stream)
                .forEach(part -> xml.child(primitive(part)));
        return xml.build();
    }
}
