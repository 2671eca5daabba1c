/*
 * asset_faults.h
 *		What is wrong with an asset's terms or events, in words.
 */
#ifndef GPURENT_ASSET_FAULTS_H
#define GPURENT_ASSET_FAULTS_H

#include "base/gpurent.h"

#include "core/finance/asset_terms.h"

/*
 * The error of a fault that asset_make() found: what is wrong, with the figures, of "scale" decimals,
 * the rule, and what helps.
 */
pg_noreturn extern void asset_report_fault(const AssetFault *fault, const AssetTerms *terms, const AssetEvent *events, int scale);

#endif
