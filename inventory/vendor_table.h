/*
 * What is known about vendors, as data: a new vendor, or a new form of sysDescr, is one line.
 */
#ifndef INVENTORY_VENDOR_TABLE_H
#define INVENTORY_VENDOR_TABLE_H

#include "model/words.h"

/* IANA private enterprise numbers, sorted. */
struct vendor_enterprise {
    uint32_t number;
    const char *name;
    enum role role; /* what all its devices are; ROLE_UNKNOWN when they are many things */
};

/* How a kind of device describes itself in sysDescr, lldpRemSysDesc, cdpCacheVersion or cdpCachePlatform. The
 * first that matches counts. */
struct vendor_form {
    const char *literal; /* must be in the text: cheap to look for */
    const char *pattern; /* PCRE; the groups "model", "version" and "os" are taken, where there are such */
    const char *vendor;  /* NULL: as the enterprise number says */
    const char *os;      /* NULL: the group, or unknown */
    enum role role;      /* ROLE_UNKNOWN: as the model, or what the device can do, says */
};

/* What models are, by the beginning of their name (case ignored). */
struct vendor_model {
    const char *prefix;
    enum role role;
};

extern const struct vendor_enterprise vendor_enterprises[];
extern const size_t vendor_enterprise_count;
extern const struct vendor_form vendor_forms[];
extern const size_t vendor_form_count;
extern const struct vendor_model vendor_models[];
extern const size_t vendor_model_count;

#endif
