// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.service;

import java.util.List;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt32;

/** What the node agent calls of org.freedesktop.systemd1.Manager, as that manual page has it. */
@DBusInterfaceName("org.freedesktop.systemd1.Manager")
public interface ManagerCalls extends DBusInterface {
    @DBusMemberName("Subscribe")
    void subscribe();

    @DBusMemberName("Reload")
    void reload();

    @DBusMemberName("StartUnit")
    DBusPath startUnit(String name, String mode);

    @DBusMemberName("StopUnit")
    DBusPath stopUnit(String name, String mode);

    @DBusMemberName("CancelJob")
    void cancelJob(UInt32 id);

    @DBusMemberName("ListUnitsByNames")
    List<UnitRow> listUnitsByNames(List<String> names);

    @DBusMemberName("ListUnitFiles")
    List<FileRow> listUnitFiles();

    /** The end of a job. */
    final class JobRemoved extends DBusSignal {
        public JobRemoved(String path, UInt32 id, DBusPath job, String unit, String result)
                throws DBusException {
            super(path, id, job, unit, result);
        }
    }
}
