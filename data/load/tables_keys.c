/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables_load.h"

#include <string.h>

const char *const hoshi_driver_keys[HOSHI_DRIVERS] = {
    [HOSHI_COMPANY] = "company",
    [HOSHI_USERS] = "users",
    [HOSHI_PEOPLE] = "people",
    [HOSHI_ENDPOINTS] = "endpoints",
    [HOSHI_SERVERS] = "servers",
    [HOSHI_SITES] = "sites",
    [HOSHI_PUBLIC_IPS] = "public_ips",
    [HOSHI_WEB_APPS] = "web_apps",
    [HOSHI_MAILBOXES] = "mailboxes",
    [HOSHI_ADMINS] = "admins",
    [HOSHI_MOBILE_DEVICES] = "mobile_devices",
    [HOSHI_PARTNERS] = "partners",
    [HOSHI_DATA_TB] = "data_tb",
    [HOSHI_UNSUPPORTED_ENDPOINTS] = "unsupported_endpoints",
    [HOSHI_FIXED_ENDPOINTS] = "fixed_endpoints",
    [HOSHI_UNSUPPORTED_SERVERS] = "unsupported_servers",
    [HOSHI_REMOTE_USERS] = "remote_users",
    [HOSHI_CLOUD_SERVICES] = "cloud_services",
    [HOSHI_NETWORK_DEVICES] = "network_devices",
    [HOSHI_JOINERS] = "joiners",
};

const char *const hoshi_class_keys[HOSHI_CLASSES] = {"direct", "indirect"};
const char *const hoshi_nature_keys[HOSHI_NATURES] = {"labour",       "outsourcing", "usage",
                                                      "depreciation", "fee",         "training"};
const char *const hoshi_role_keys[HOSHI_ROLES] = {"general", "it", "manager", "executive"};
const char *const hoshi_confidence_keys[3] = {"low", "medium", "high"};
const char *const hoshi_basis_keys[4] = {"sourced", "derived", "converted", "estimate"};

const char *hoshi_driver_key(enum hoshi_driver driver)
{
    return hoshi_driver_keys[driver];
}

bool hoshi_driver_find(const char *key, enum hoshi_driver *driver)
{
    for (size_t i = 0; i < HOSHI_DRIVERS; i++)
        if (strcmp(hoshi_driver_keys[i], key) == 0) {
            *driver = (enum hoshi_driver)i;
            return true;
        }
    return false;
}

const char *hoshi_class_key(enum hoshi_class c)
{
    return hoshi_class_keys[c];
}

const char *hoshi_nature_key(enum hoshi_nature n)
{
    return hoshi_nature_keys[n];
}

const char *hoshi_role_key(enum hoshi_role r)
{
    return hoshi_role_keys[r];
}

const char *hoshi_confidence_key(enum hoshi_confidence c)
{
    return hoshi_confidence_keys[c];
}

const char *hoshi_basis_key(enum hoshi_basis b)
{
    return hoshi_basis_keys[b];
}
