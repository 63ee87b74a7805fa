-- HSDS 3.0 in its own tables and names (see src/tables.rs). Ids are the source's own.

-- Who stands behind the offers.
create table organizations (
    id text not null primary key,
    name text not null,
    alternate_name text,
    description text,
    email text,
    website text,
    tax_status text,
    tax_id text,
    year_incorporated text,
    legal_status text,
    logo text,
    uri text,
    parent_organization_id text
);

create table organization_identifiers (
    id text not null primary key,
    organization_id text not null references organizations(id),
    identifier_scheme text,
    identifier_type text,
    identifier text not null
);

create table programs (
    id text not null primary key,
    organization_id text not null references organizations(id),
    name text not null,
    alternate_name text,
    description text
);

-- What is offered.
create table services (
    id text not null primary key,
    organization_id text not null references organizations(id),
    program_id text references programs(id),
    name text not null,
    alternate_name text,
    description text,
    url text,
    email text,
    status text not null,
    interpretation_services text,
    application_process text,
    fees_description text,
    wait_time text,
    fees text,
    accreditations text,
    eligibility_description text,
    minimum_age text,
    maximum_age text,
    assured_date text,
    assurer_email text,
    licenses text,
    alert text,
    last_modified text
);

-- Places. Two columns are ours: the municipality, and whether the place is confidential.
create table locations (
    id text not null primary key,
    location_type text not null,
    url text,
    organization_id text references organizations(id),
    name text,
    alternate_name text,
    description text,
    transportation text,
    latitude double precision,
    longitude double precision,
    external_identifier text,
    external_identifier_type text,
    municipality_code text,
    confidential boolean not null default false
);

-- Which service is at which place.
create table service_at_location (
    id text not null primary key,
    service_id text not null references services(id),
    location_id text not null references locations(id),
    description text
);

create table contacts (
    id text not null primary key,
    organization_id text references organizations(id),
    service_id text references services(id),
    service_at_location_id text references service_at_location(id),
    location_id text references locations(id),
    name text,
    title text,
    department text,
    email text
);

create table phones (
    id text not null primary key,
    location_id text references locations(id),
    service_id text references services(id),
    organization_id text references organizations(id),
    contact_id text references contacts(id),
    service_at_location_id text references service_at_location(id),
    number text not null,
    extension text,
    type text,
    description text
);

-- Streets. Read by `place.rs` alone.
create table addresses (
    id text not null primary key,
    location_id text not null references locations(id),
    attention text,
    address_1 text,
    address_2 text,
    city text,
    region text,
    state_province text,
    postal_code text,
    country text not null,
    address_type text not null
);

create table schedules (
    id text not null primary key,
    service_id text references services(id),
    location_id text references locations(id),
    service_at_location_id text references service_at_location(id),
    valid_from text,
    valid_to text,
    dtstart text,
    timezone text,
    "until" text,
    "count" text,
    wkst text,
    freq text,
    "interval" text,
    byday text,
    byweekno text,
    bymonthday text,
    byyearday text,
    description text,
    opens_at text,
    closes_at text,
    schedule_link text,
    attending_type text,
    notes text
);

create table languages (
    id text not null primary key,
    service_id text references services(id),
    location_id text references locations(id),
    phone_id text references phones(id),
    name text,
    code text,
    note text
);

create table cost_options (
    id text not null primary key,
    service_id text not null references services(id),
    valid_from text,
    valid_to text,
    "option" text,
    currency text,
    amount text,
    amount_description text
);

create table service_areas (
    id text not null primary key,
    service_id text not null references services(id),
    name text,
    description text,
    extent text,
    extent_type text,
    uri text
);

create table accessibility (
    id text not null primary key,
    location_id text references locations(id),
    description text,
    details text,
    url text
);

create table funding (
    id text not null primary key,
    organization_id text references organizations(id),
    service_id text references services(id),
    source text
);

create table required_documents (
    id text not null primary key,
    service_id text not null references services(id),
    document text not null,
    uri text
);

create table taxonomies (
    id text not null primary key,
    name text not null,
    description text,
    uri text,
    version text
);

create table taxonomy_terms (
    id text not null primary key,
    code text,
    name text not null,
    description text,
    parent_id text,
    taxonomy text,
    language text,
    taxonomy_id text references taxonomies(id),
    term_uri text
);

-- What a service is about and for whom: terms of our taxonomies.
create table attributes (
    id text not null primary key,
    link_id text not null,
    taxonomy_term_id text not null references taxonomy_terms(id),
    link_type text,
    link_entity text not null,
    value text
);

-- Where each row comes from and when its source was written.
create table metadata (
    id text not null primary key,
    resource_id text not null,
    resource_type text not null,
    last_action_date text,
    last_action_type text not null,
    field_name text not null,
    previous_value text,
    replacement_value text,
    updated_by text
);

create index phones_service on phones (service_id);
create index phones_location on phones (location_id);
create index services_organization on services (organization_id);
create index service_at_location_service on service_at_location (service_id);
create index service_at_location_location on service_at_location (location_id);
create index addresses_location on addresses (location_id);
create index schedules_service on schedules (service_id);
create index schedules_location on schedules (location_id);
create index contacts_location on contacts (location_id);
create index languages_service on languages (service_id);
create index cost_options_service on cost_options (service_id);
create index service_areas_service on service_areas (service_id);
create index attributes_link on attributes (link_id);
create index metadata_resource on metadata (resource_id);

-- The search index, built from the tables above after every import and never edited by hand.
-- It holds only what everybody may see.

-- Which build this is: readers keep a build's words in memory until it changes.
create table offer_index (
    one integer primary key check (one = 1),
    build uuid not null
);

-- An offer at one place (or nationwide), numbered from the best informed down.
create table offer_places (
    place bigint primary key,
    offer text not null references services(id) on delete cascade,
    card text not null
);
create index offer_places_offer on offer_places (offer);

-- The words of the index: stems, and terms such as need:jura.
create table offer_terms (
    id bigint primary key,
    term text collate "C" not null unique,
    places bigint not null
);

-- Which words stand in which offers, by where they are.
create table offer_words (
    term bigint not null,
    spot bigint not null,
    place bigint not null,
    primary key (term, spot, place)
);
