//! The kinds of changes: the rows of the table.

use super::{Impact, Matters};
use Impact::{Breaking, Info, Warning};
use Matters::{Always, Sided};

changes! {
    // Operations, and the document as a whole.

    /// An operation is new.
    OperationAdded = "operation-added", Always(Info),
        "no client calls it yet",
        "nothing; call it where it is of use";
    /// An operation is gone.
    OperationRemoved = "operation-removed", Always(Breaking),
        "calls to it fail",
        "stop calling it before the server does without it";
    /// An operation is at another path, or has another method.
    OperationMoved = "operation-moved", Always(Breaking),
        "calls to the old place fail",
        "call it at its new place";
    /// The id of an operation is another.
    OperationIdChanged = "operation-id-changed", Always(Info),
        "nothing changes on the wire, but what is named by the id is named otherwise",
        "use the new name in code that is generated from the document";
    /// An operation has one more tag.
    OperationTagAdded = "operation-tag-added", Always(Info),
        "tags group operations; nothing changes on the wire",
        "nothing";
    /// An operation has a tag less.
    OperationTagRemoved = "operation-tag-removed", Always(Info),
        "tags group operations; nothing changes on the wire",
        "nothing";
    /// An operation is deprecated.
    OperationDeprecated = "operation-deprecated", Always(Info),
        "it works on, and will not for ever",
        "move to what replaces it before its sunset";
    /// An operation is no longer deprecated.
    OperationReactivated = "operation-reactivated", Always(Info),
        "it is there to stay",
        "nothing";
    /// What is deprecated does not say until when it works, though it must.
    SunsetMissing = "sunset-missing", Always(Breaking),
        "it may be gone any day",
        "ask when it ends, and move to what replaces it";
    /// A sunset is not a date.
    SunsetInvalid = "sunset-invalid", Always(Breaking),
        "nobody can tell until when it works",
        "ask when it ends";
    /// What is deprecated ends sooner than it may.
    SunsetTooNear = "sunset-too-near", Always(Breaking),
        "clients have less time to move than they were promised",
        "move to what replaces it now";
    /// What is deprecated no longer says until when it works.
    SunsetRemoved = "sunset-removed", Always(Breaking),
        "it may be gone any day",
        "ask when it ends, and move to what replaces it";
    /// A sunset is earlier than it was.
    SunsetAdvanced = "sunset-advanced", Always(Breaking),
        "clients have less time to move than they were promised",
        "move to what replaces it before the new day";
    /// A sunset is later than it was, or is told now.
    SunsetChanged = "sunset-changed", Always(Info),
        "clients have more time, or know how much they have",
        "nothing";
    /// An operation or parameter is less stable than it was.
    StabilityDecreased = "stability-decreased", Always(Breaking),
        "it may change any day in ways that it promised not to",
        "prepare for changes of it";
    /// An operation or parameter is more stable than it was.
    StabilityIncreased = "stability-increased", Always(Info),
        "it promises more than it did",
        "nothing";
    /// A level of stability is none of draft, alpha, beta and stable.
    StabilityInvalid = "stability-invalid", Always(Breaking),
        "nobody can tell what it promises",
        "ask what is meant";
    /// An extension of an operation is added, is gone or is another.
    ExtensionChanged = "extension-changed", Always(Info),
        "what an extension means is not for the standard to say",
        "read what those who define it say";
    /// There is one more parameter, which may be left out.
    ParameterAdded = "parameter-added", Always(Info),
        "calls without it go on working",
        "nothing; send it where it is of use";
    /// There is one more parameter, which must be sent.
    RequiredParameterAdded = "required-parameter-added", Sided(Breaking, Info),
        "calls without it are refused",
        "send it";
    /// A parameter is gone.
    ParameterRemoved = "parameter-removed", Always(Warning),
        "a server may ignore it, so that calls do less than was asked, or refuse it",
        "stop sending it";
    /// A deprecated parameter is gone before its sunset.
    ParameterRemovedBeforeSunset = "parameter-removed-before-sunset", Always(Breaking),
        "clients had been told that they can send it until then",
        "stop sending it";
    /// A parameter must be sent now.
    ParameterRequired = "parameter-required", Sided(Breaking, Info),
        "calls without it are refused",
        "send it always";
    /// A parameter may be left out now.
    ParameterOptional = "parameter-optional", Sided(Info, Breaking),
        "who sends it may go on; who receives it cannot rely on it",
        "nothing where it is sent; do without it where it is received";
    /// A parameter has another name.
    ParameterRenamed = "parameter-renamed", Always(Breaking),
        "the old name is ignored or refused",
        "send it under its new name";
    /// A parameter travels elsewhere: in the query, a header or a cookie.
    ParameterMoved = "parameter-moved", Always(Breaking),
        "it is ignored or missed where it was sent until now",
        "send it where it belongs now";
    /// The values of a parameter are written in another style.
    ParameterStyleChanged = "parameter-style-changed", Always(Breaking),
        "values in the old style are misread",
        "write them in the new style";
    /// The items of a parameter are written apart now, or no longer are.
    ParameterExplodeChanged = "parameter-explode-changed", Always(Breaking),
        "values that are written as before are misread",
        "write them as `explode` says";
    /// Reserved characters of a parameter are sent as they are now, or are encoded now.
    ParameterReservedChanged = "parameter-reserved-changed", Always(Warning),
        "values with such characters may be misread",
        "encode them as `allowReserved` says";
    /// The values of a parameter are of another media type.
    ParameterContentChanged = "parameter-content-changed", Always(Breaking),
        "values that are written as before are misread",
        "write them as the new media type asks";
    /// A parameter is deprecated.
    ParameterDeprecated = "parameter-deprecated", Always(Info),
        "it works on, and will not for ever",
        "do without it";
    /// A parameter is no longer deprecated.
    ParameterReactivated = "parameter-reactivated", Always(Info),
        "it is there to stay",
        "nothing";
    /// There is a body now, which may be left out.
    BodyAdded = "body-added", Always(Info),
        "calls without it go on working",
        "nothing; send it where it is of use";
    /// There is a body now, which must be sent.
    RequiredBodyAdded = "required-body-added", Sided(Breaking, Info),
        "calls without it are refused",
        "send it";
    /// There is no body any longer.
    BodyRemoved = "body-removed", Always(Breaking),
        "what it said is ignored, or calls with it are refused",
        "stop sending it";
    /// A body must be sent now.
    BodyRequired = "body-required", Sided(Breaking, Info),
        "calls without it are refused",
        "send it always";
    /// A body may be left out now.
    BodyOptional = "body-optional", Sided(Info, Breaking),
        "who sends it may go on; who receives it cannot rely on it",
        "nothing where it is sent; do without it where it is received";
    /// A body may be of one more media type.
    MediaTypeAdded = "media-type-added", Always(Info),
        "a client chooses the media types that it sends and accepts",
        "nothing";
    /// A body is not of a media type any longer.
    MediaTypeRemoved = "media-type-removed", Always(Breaking),
        "clients that send it or ask for it are refused",
        "use one of the others";
    /// A media type has other parameters.
    MediaTypeChanged = "media-type-changed", Always(Info),
        "most clients look at the type alone",
        "see whether a charset or version is meant that you rely on";
    /// A media type is a more general one now.
    MediaTypeWidened = "media-type-widened", Sided(Info, Breaking),
        "who receives it may receive what it cannot read",
        "read the others too, or ask for one of them alone";
    /// A media type is a more special one now.
    MediaTypeNarrowed = "media-type-narrowed", Sided(Breaking, Info),
        "who sends another one than that is refused",
        "send the one that is left";
    /// A body has a schema now.
    MediaTypeSchemaAdded = "media-type-schema-added", Sided(Breaking, Info),
        "values that do not keep to it are refused",
        "send what the schema allows";
    /// A body has no schema any longer.
    MediaTypeSchemaRemoved = "media-type-schema-removed", Sided(Info, Warning),
        "who receives it cannot tell what it is",
        "read it as any value";
    /// The items of a stream have a schema now.
    ItemSchemaAdded = "item-schema-added", Sided(Breaking, Info),
        "items that do not keep to it are refused",
        "send what the schema allows";
    /// The items of a stream have no schema any longer.
    ItemSchemaRemoved = "item-schema-removed", Sided(Info, Warning),
        "who receives them cannot tell what they are",
        "read them as any values";
    /// A property of a form is written otherwise.
    EncodingChanged = "encoding-changed", Always(Breaking),
        "values that are written as before are misread or refused",
        "write it as `encoding` says";
    /// A part of a multipart body has another header.
    EncodingHeaderChanged = "encoding-header-changed", Always(Warning),
        "whether the header matters is not for the document to say",
        "send the headers that it names";
    /// A call may succeed with one more status.
    SuccessStatusAdded = "success-status-added", Always(Info),
        "clients that take every success for one go on working",
        "handle it";
    /// A call no longer succeeds with a status.
    SuccessStatusRemoved = "success-status-removed", Always(Breaking),
        "clients that wait for it take a success for a failure",
        "handle the statuses that are left";
    /// A call may be answered with one more status that is no success.
    OtherStatusAdded = "other-status-added", Always(Info),
        "clients must expect answers that no document names",
        "handle it where it is of use";
    /// A status that is no success is no longer told.
    OtherStatusRemoved = "other-status-removed", Always(Info),
        "clients must expect answers that no document names",
        "nothing";
    /// A response may have more statuses than one.
    StatusWidened = "status-widened", Always(Breaking),
        "clients that look for the one status miss the others",
        "handle every status that it may have";
    /// A response has fewer statuses than it could have.
    StatusNarrowed = "status-narrowed", Always(Info),
        "the statuses that are left were possible before",
        "nothing";
    /// A response has one more header.
    HeaderAdded = "header-added", Sided(Breaking, Info),
        "who receives it may ignore it",
        "nothing; read it where it is of use";
    /// A header of a response is gone.
    HeaderRemoved = "header-removed", Sided(Info, Breaking),
        "clients that read it miss it",
        "do without it";
    /// A header of a response is always there now.
    HeaderRequired = "header-required", Sided(Breaking, Info),
        "who receives it can rely on it",
        "nothing";
    /// A header of a response may be missing now.
    HeaderOptional = "header-optional", Sided(Info, Breaking),
        "clients that rely on it miss it",
        "do without it where it is missing";
    /// A header of a response is deprecated.
    HeaderDeprecated = "header-deprecated", Always(Info),
        "it is sent on, and will not be for ever",
        "do without it";
    /// A header of a response is no longer deprecated.
    HeaderReactivated = "header-reactivated", Always(Info),
        "it is there to stay",
        "nothing";
    /// The parts of a header are written otherwise.
    HeaderExplodeChanged = "header-explode-changed", Always(Breaking),
        "clients that read them as before misread them",
        "read them as `explode` says";
    /// The value of a header is of another media type.
    HeaderContentChanged = "header-content-changed", Always(Breaking),
        "clients that read it as before misread it",
        "read it as the new media type asks";
    /// A response has one more link.
    LinkAdded = "link-added", Always(Info),
        "links tell what may be called next; nothing changes on the wire",
        "nothing; follow it where it is of use";
    /// A link of a response is gone.
    LinkRemoved = "link-removed", Always(Warning),
        "what it led to may not accept its values any longer",
        "see how the operation that it led to is called";
    /// A link of a response leads elsewhere, or with other values.
    LinkChanged = "link-changed", Always(Warning),
        "clients that follow it as before may call the wrong operation",
        "follow it as it is now";
    /// There is one more way to prove who calls, or a call must prove it now.
    SecurityAdded = "security-added", Always(Breaking),
        "where nothing had to be proved, calls without credentials are refused",
        "send the credentials";
    /// There is one way less to prove who calls.
    SecurityRemoved = "security-removed", Always(Breaking),
        "calls with those credentials are refused, unless none are needed any longer",
        "use one of the ways that are left";
    /// A call needs one more scope.
    SecurityScopeAdded = "security-scope-added", Always(Breaking),
        "tokens without it are refused",
        "ask for a token with it";
    /// A call needs a scope less.
    SecurityScopeRemoved = "security-scope-removed", Always(Info),
        "tokens that have it go on working",
        "nothing";
    /// The document has one more security scheme.
    SecuritySchemeAdded = "security-scheme-added", Always(Info),
        "which calls need it, operations tell",
        "nothing";
    /// A security scheme is gone from the document.
    SecuritySchemeRemoved = "security-scheme-removed", Always(Info),
        "which calls needed it, operations tell",
        "nothing";
    /// A security scheme has another name in the document.
    SecuritySchemeRenamed = "security-scheme-renamed", Always(Info),
        "names of schemes are not sent",
        "use the new name in code that is generated from the document";
    /// A security scheme asks for other credentials, or for them elsewhere.
    SecuritySchemeChanged = "security-scheme-changed", Always(Breaking),
        "calls with the old ones are refused",
        "send what the scheme asks for now";
    /// There is one more way to get a token.
    OauthFlowAdded = "oauth-flow-added", Always(Info),
        "the others go on working",
        "nothing";
    /// There is one way less to get a token.
    OauthFlowRemoved = "oauth-flow-removed", Always(Warning),
        "clients that get their tokens so may get none",
        "get tokens in one of the ways that are left";
    /// An address of the server that hands out tokens is another.
    OauthUrlChanged = "oauth-url-changed", Always(Warning),
        "whether the old one works on is not for the document to say",
        "get tokens at the new address";
    /// Tokens may have one more scope.
    OauthScopeAdded = "oauth-scope-added", Always(Info),
        "which calls need it, operations tell",
        "nothing";
    /// Tokens do not have a scope any longer.
    OauthScopeRemoved = "oauth-scope-removed", Always(Warning),
        "who asks for it may get no token",
        "stop asking for it";
    /// There is one more server.
    ServerAdded = "server-added", Always(Info),
        "the others go on serving",
        "nothing";
    /// A server is not named any longer.
    ServerRemoved = "server-removed", Always(Warning),
        "whether it serves on is not for the document to say",
        "call one of the others";
    /// The server has another address.
    ServerChanged = "server-changed", Always(Warning),
        "whether the old one works on is not for the document to say",
        "call the new address";
    /// The address of a server has one more variable.
    ServerVariableAdded = "server-variable-added", Always(Info),
        "with its default the address is the same",
        "nothing";
    /// The address of a server has a variable less.
    ServerVariableRemoved = "server-variable-removed", Always(Warning),
        "whether the addresses of its other values work on is not for the document to say",
        "call the address that is left";
    /// A variable of a server may have one more value.
    ServerValueAdded = "server-value-added", Always(Info),
        "the others go on working",
        "nothing";
    /// A variable of a server may not have a value any longer.
    ServerValueRemoved = "server-value-removed", Always(Warning),
        "whether the address with it works on is not for the document to say",
        "use one of the values that are left";
    /// A variable of a server has another default.
    ServerDefaultChanged = "server-default-changed", Always(Warning),
        "clients that leave the choice to the document call another server",
        "choose a value where it matters";
    /// The API has another title.
    TitleChanged = "title-changed", Always(Info),
        "a title is for readers",
        "nothing";
    /// The document has one more tag.
    TagAdded = "tag-added", Always(Info),
        "tags group operations; nothing changes on the wire",
        "nothing";
    /// A tag is gone from the document.
    TagRemoved = "tag-removed", Always(Info),
        "tags group operations; nothing changes on the wire",
        "nothing";
    /// The API tells of one more event.
    WebhookAdded = "webhook-added", Always(Info),
        "only those who ask for it receive it",
        "nothing; receive it where it is of use";
    /// The API does not tell of an event any longer.
    WebhookRemoved = "webhook-removed", Always(Breaking),
        "who waits for it waits in vain",
        "find out in another way";
    /// The API calls back once more.
    CallbackAdded = "callback-added", Always(Info),
        "only those who give it an address are called",
        "nothing; receive it where it is of use";
    /// The API does not call back any longer.
    CallbackRemoved = "callback-removed", Always(Breaking),
        "who waits for it waits in vain",
        "find out in another way";

    // Schemas: what they are made of.

    /// The type of a value is another.
    TypeChanged = "type-changed", Always(Breaking),
        "values of the old type are refused, or those of the new one not understood",
        "send and read the new type";
    /// A value may be of more types.
    TypeWidened = "type-widened", Sided(Info, Breaking),
        "values come whose type clients do not know",
        "expect values of every type that is listed";
    /// A value may be of fewer types.
    TypeNarrowed = "type-narrowed", Sided(Breaking, Info),
        "values that were accepted are refused",
        "send values of the types that are left";
    /// A value may be null.
    BecameNullable = "became-nullable", Sided(Info, Breaking),
        "clients that rely on a value meet null",
        "expect null";
    /// A value may not be null any longer.
    BecameNotNullable = "became-not-nullable", Sided(Breaking, Info),
        "null that was accepted is refused",
        "leave the value out, or send one";
    /// A property that may be left out is new.
    PropertyAdded = "property-added", Always(Info),
        "clients that do not know it go on without it",
        "nothing; use it where it helps";
    /// A property that is always there is new.
    RequiredPropertyAdded = "required-property-added", Sided(Breaking, Info),
        "requests without it are refused",
        "send it";
    /// A property is gone.
    PropertyRemoved = "property-removed", Sided(Warning, Breaking),
        "clients that read it find nothing, and a server may refuse it",
        "do without it";
    /// A property must not be there: its schema is `false`.
    PropertyForbidden = "property-forbidden", Sided(Breaking, Info),
        "requests with it are refused",
        "leave it out";
    /// A property may be there whose schema was `false`.
    PropertyAllowed = "property-allowed", Always(Info),
        "nothing that worked ceases to work",
        "nothing; use it where it helps";
    /// A property has another name.
    PropertyRenamed = "property-renamed", Always(Breaking),
        "clients that read or send the old name find nothing, or are not understood",
        "use the new name";
    /// A property must be there.
    PropertyBecameRequired = "property-became-required", Sided(Breaking, Info),
        "requests without it are refused; in answers it is always there",
        "send it always, and rely on it where it is received";
    /// A property may be left out.
    PropertyBecameOptional = "property-became-optional", Sided(Info, Breaking),
        "clients that rely on it may find nothing",
        "expect that it is absent";
    /// A property is only sent by the server now.
    ReadOnlyBegan = "read-only-began", Sided(Warning, Info),
        "what clients send for it is ignored or refused",
        "do not send it";
    /// A property may be sent by clients too.
    ReadOnlyEnded = "read-only-ended", Always(Info),
        "nothing that worked ceases to work",
        "nothing; send it where it helps";
    /// A property is only sent by clients now.
    WriteOnlyBegan = "write-only-began", Sided(Info, Warning),
        "clients that read it find nothing",
        "do not read it";
    /// A property comes from the server too.
    WriteOnlyEnded = "write-only-ended", Sided(Info, Warning),
        "responses have a value that was kept back before",
        "expect it, and take care where it is secret";
    /// Properties that are not listed are allowed.
    AdditionalPropertiesAllowed = "additional-properties-allowed", Sided(Info, Warning),
        "clients meet properties that they do not know",
        "ignore properties that are not known";
    /// Properties that are not listed are not allowed.
    AdditionalPropertiesForbidden = "additional-properties-forbidden", Sided(Breaking, Info),
        "requests with properties of other names are refused",
        "send the properties that are listed alone";
    /// Properties that are not listed have a schema.
    AdditionalPropertiesTyped = "additional-properties-typed", Sided(Breaking, Info),
        "values of another kind are refused",
        "send values of that schema";
    /// Properties that are not listed have no schema any longer.
    AdditionalPropertiesUntyped = "additional-properties-untyped", Sided(Info, Breaking),
        "values come of kinds that clients do not know",
        "expect any value";
    /// Properties whose names have a pattern have a schema.
    PatternPropertyAdded = "pattern-property-added", Sided(Breaking, Info),
        "values of another kind under such names are refused",
        "send values of that schema";
    /// Properties whose names have a pattern have no schema any longer.
    PatternPropertyRemoved = "pattern-property-removed", Sided(Info, Breaking),
        "values come under such names of kinds that clients do not know",
        "expect any value";
    /// The items of an array have a schema.
    ItemsTyped = "items-typed", Sided(Breaking, Info),
        "items of another kind are refused",
        "send items of that schema";
    /// The items of an array have no schema any longer.
    ItemsUntyped = "items-untyped", Sided(Info, Breaking),
        "items come of kinds that clients do not know",
        "expect any item";
    /// A place of a tuple has a schema.
    PrefixItemAdded = "prefix-item-added", Sided(Info, Breaking),
        "clients meet tuples that have more places",
        "expect the new place";
    /// A place of a tuple has no schema any longer.
    PrefixItemRemoved = "prefix-item-removed", Sided(Breaking, Info),
        "tuples with that place may be refused",
        "send the places that are left";
    /// No items may follow those of a tuple.
    ItemsClosed = "items-closed", Sided(Breaking, Info),
        "longer arrays are refused",
        "send the items that are listed alone";
    /// Items may follow those of a tuple.
    ItemsOpened = "items-opened", Sided(Info, Warning),
        "clients meet longer arrays",
        "expect more items";
    /// An alternative of `oneOf` or `anyOf` is new.
    BranchAdded = "branch-added", Sided(Info, Breaking),
        "clients meet values that they do not know",
        "expect values of the new alternative";
    /// An alternative of `oneOf` or `anyOf` is gone.
    BranchRemoved = "branch-removed", Sided(Breaking, Info),
        "values of it that were accepted are refused",
        "send one of the other alternatives";
    /// A value is a choice of alternatives now.
    BecameChoice = "became-choice", Always(Breaking),
        "values come of alternatives that clients do not know, and values of no single one are refused",
        "send one of the alternatives, and expect each of them";
    /// A value is no choice of alternatives any longer.
    CeasedToBeChoice = "ceased-to-be-choice", Always(Breaking),
        "values of the other alternatives are refused",
        "send and expect the one that is left";
    /// A value may be of several alternatives at once: `oneOf` is `anyOf` now.
    OneOfBecameAnyOf = "one-of-became-any-of", Sided(Info, Warning),
        "clients meet values of more than one alternative",
        "expect values of several alternatives";
    /// A value must be of one alternative alone: `anyOf` is `oneOf` now.
    AnyOfBecameOneOf = "any-of-became-one-of", Sided(Warning, Info),
        "values of more than one alternative are refused",
        "send values of one alternative alone";
    /// A value must hold to one schema more.
    AllOfAdded = "all-of-added", Sided(Breaking, Info),
        "values that do not hold to it are refused",
        "send values that hold to all of them";
    /// A value must hold to one schema less.
    AllOfRemoved = "all-of-removed", Sided(Warning, Info),
        "what the schema promised is not promised any longer",
        "compare what is left";
    /// Values of a schema are excluded: `not` is new.
    NotAdded = "not-added", Sided(Breaking, Info),
        "values that were accepted are refused",
        "send values that are not excluded";
    /// Values of a schema are not excluded any longer: `not` is gone.
    NotRemoved = "not-removed", Sided(Info, Breaking),
        "values come that were excluded before",
        "expect them";
    /// Other values are excluded: `not` says something else.
    NotChanged = "not-changed", Always(Warning),
        "it may exclude more values or fewer",
        "compare the two";
    /// A property tells which alternative a value is.
    DiscriminatorAdded = "discriminator-added", Always(Info),
        "nothing that worked ceases to work where values have it",
        "read it to know the alternative";
    /// No property tells any longer which alternative a value is.
    DiscriminatorRemoved = "discriminator-removed", Always(Info),
        "clients that read it have to tell the alternatives apart by what they hold",
        "look at what the value holds";
    /// Another property tells which alternative a value is.
    DiscriminatorPropertyChanged = "discriminator-property-changed", Always(Warning),
        "clients that read the old one do not know the alternative",
        "read the new one";
    /// A value of the property that tells alternatives apart is new.
    DiscriminatorMappingAdded = "discriminator-mapping-added", Always(Info),
        "clients meet a value that they do not know",
        "expect the new value";
    /// A value of the property that tells alternatives apart is gone.
    DiscriminatorMappingRemoved = "discriminator-mapping-removed", Sided(Warning, Info),
        "requests with it may not be understood",
        "send one of the others";
    /// A value of the property that tells alternatives apart stands for another.
    DiscriminatorMappingChanged = "discriminator-mapping-changed", Always(Warning),
        "values are read as another alternative than they are meant",
        "read and send values by the new mapping";
    /// A component schema is new.
    SchemaAdded = "schema-added", Always(Info),
        "nothing: what it is used for is told where it is used",
        "nothing; use it where it helps";
    /// A component schema is gone.
    SchemaRemoved = "schema-removed", Always(Info),
        "nothing on the wire: what used it is told where it did",
        "use what stands in its place";
    /// A component schema has another name.
    SchemaRenamed = "schema-renamed", Always(Info),
        "nothing on the wire: the name is not sent",
        "use the new name in code";

    // Schemas: the keywords that limit or describe a value.

    /// The length of a text has an upper limit.
    MaxLengthSet = "max-length-set", Sided(Warning, Info),
        "texts that were accepted are refused",
        "send texts within the limit";
    /// The length of a text has no upper limit any longer.
    MaxLengthUnset = "max-length-unset", Sided(Info, Breaking),
        "texts come that clients do not expect",
        "expect texts beyond the old limit";
    /// The upper limit of the length of a text is lower.
    MaxLengthLowered = "max-length-lowered", Sided(Breaking, Info),
        "strings that were accepted are refused",
        "send shorter strings";
    /// The upper limit of the length of a text is higher.
    MaxLengthRaised = "max-length-raised", Sided(Info, Breaking),
        "texts come that clients do not expect",
        "expect texts beyond the old limit";
    /// The length of a text has a lower limit.
    MinLengthSet = "min-length-set", Sided(Warning, Info),
        "texts that were accepted are refused",
        "send texts within the limit";
    /// The length of a text has no lower limit any longer.
    MinLengthUnset = "min-length-unset", Sided(Info, Breaking),
        "texts come that clients do not expect",
        "expect texts beyond the old limit";
    /// The lower limit of the length of a text is lower.
    MinLengthLowered = "min-length-lowered", Sided(Info, Breaking),
        "texts come that clients do not expect",
        "expect texts beyond the old limit";
    /// The lower limit of the length of a text is higher.
    MinLengthRaised = "min-length-raised", Sided(Breaking, Info),
        "texts that were accepted are refused",
        "send texts within the limit";
    /// The number of items has an upper limit.
    MaxItemsSet = "max-items-set", Sided(Warning, Info),
        "arrays that were accepted are refused",
        "send arrays within the limit";
    /// The number of items has no upper limit any longer.
    MaxItemsUnset = "max-items-unset", Sided(Info, Breaking),
        "arrays come that clients do not expect",
        "expect arrays beyond the old limit";
    /// The upper limit of the number of items is lower.
    MaxItemsLowered = "max-items-lowered", Sided(Breaking, Info),
        "arrays that were accepted are refused",
        "send arrays within the limit";
    /// The upper limit of the number of items is higher.
    MaxItemsRaised = "max-items-raised", Sided(Info, Breaking),
        "arrays come that clients do not expect",
        "expect arrays beyond the old limit";
    /// The number of items has a lower limit.
    MinItemsSet = "min-items-set", Sided(Warning, Info),
        "arrays that were accepted are refused",
        "send arrays within the limit";
    /// The number of items has no lower limit any longer.
    MinItemsUnset = "min-items-unset", Sided(Info, Breaking),
        "arrays come that clients do not expect",
        "expect arrays beyond the old limit";
    /// The lower limit of the number of items is lower.
    MinItemsLowered = "min-items-lowered", Sided(Info, Breaking),
        "arrays come that clients do not expect",
        "expect arrays beyond the old limit";
    /// The lower limit of the number of items is higher.
    MinItemsRaised = "min-items-raised", Sided(Breaking, Info),
        "arrays that were accepted are refused",
        "send arrays within the limit";
    /// The number of properties has an upper limit.
    MaxPropertiesSet = "max-properties-set", Sided(Warning, Info),
        "objects that were accepted are refused",
        "send objects within the limit";
    /// The number of properties has no upper limit any longer.
    MaxPropertiesUnset = "max-properties-unset", Sided(Info, Breaking),
        "objects come that clients do not expect",
        "expect objects beyond the old limit";
    /// The upper limit of the number of properties is lower.
    MaxPropertiesLowered = "max-properties-lowered", Sided(Breaking, Info),
        "objects that were accepted are refused",
        "send objects within the limit";
    /// The upper limit of the number of properties is higher.
    MaxPropertiesRaised = "max-properties-raised", Sided(Info, Breaking),
        "objects come that clients do not expect",
        "expect objects beyond the old limit";
    /// The number of properties has a lower limit.
    MinPropertiesSet = "min-properties-set", Sided(Warning, Info),
        "objects that were accepted are refused",
        "send objects within the limit";
    /// The number of properties has no lower limit any longer.
    MinPropertiesUnset = "min-properties-unset", Sided(Info, Breaking),
        "objects come that clients do not expect",
        "expect objects beyond the old limit";
    /// The lower limit of the number of properties is lower.
    MinPropertiesLowered = "min-properties-lowered", Sided(Info, Breaking),
        "objects come that clients do not expect",
        "expect objects beyond the old limit";
    /// The lower limit of the number of properties is higher.
    MinPropertiesRaised = "min-properties-raised", Sided(Breaking, Info),
        "objects that were accepted are refused",
        "send objects within the limit";
    /// The number of items of one kind has an upper limit.
    MaxContainsSet = "max-contains-set", Sided(Warning, Info),
        "arrays that were accepted are refused",
        "send arrays within the limit";
    /// The number of items of one kind has no upper limit any longer.
    MaxContainsUnset = "max-contains-unset", Sided(Info, Breaking),
        "arrays come that clients do not expect",
        "expect arrays beyond the old limit";
    /// The upper limit of the number of items of one kind is lower.
    MaxContainsLowered = "max-contains-lowered", Sided(Breaking, Info),
        "arrays that were accepted are refused",
        "send arrays within the limit";
    /// The upper limit of the number of items of one kind is higher.
    MaxContainsRaised = "max-contains-raised", Sided(Info, Breaking),
        "arrays come that clients do not expect",
        "expect arrays beyond the old limit";
    /// The number of items of one kind has a lower limit.
    MinContainsSet = "min-contains-set", Sided(Warning, Info),
        "arrays that were accepted are refused",
        "send arrays within the limit";
    /// The number of items of one kind has no lower limit any longer.
    MinContainsUnset = "min-contains-unset", Sided(Info, Breaking),
        "arrays come that clients do not expect",
        "expect arrays beyond the old limit";
    /// The lower limit of the number of items of one kind is lower.
    MinContainsLowered = "min-contains-lowered", Sided(Info, Breaking),
        "arrays come that clients do not expect",
        "expect arrays beyond the old limit";
    /// The lower limit of the number of items of one kind is higher.
    MinContainsRaised = "min-contains-raised", Sided(Breaking, Info),
        "arrays that were accepted are refused",
        "send arrays within the limit";
    /// A number has an upper limit.
    MaximumSet = "maximum-set", Sided(Warning, Info),
        "numbers that were accepted are refused",
        "send numbers within the limit";
    /// A number has no upper limit any longer.
    MaximumUnset = "maximum-unset", Sided(Info, Breaking),
        "numbers come that clients do not expect",
        "expect numbers beyond the old limit";
    /// The upper limit of a number is lower.
    MaximumLowered = "maximum-lowered", Sided(Breaking, Info),
        "numbers that were accepted are refused",
        "send numbers within the limit";
    /// The upper limit of a number is higher.
    MaximumRaised = "maximum-raised", Sided(Info, Breaking),
        "numbers come that clients do not expect",
        "expect numbers beyond the old limit";
    /// A number has a lower limit.
    MinimumSet = "minimum-set", Sided(Warning, Info),
        "numbers that were accepted are refused",
        "send numbers within the limit";
    /// A number has no lower limit any longer.
    MinimumUnset = "minimum-unset", Sided(Info, Breaking),
        "numbers come that clients do not expect",
        "expect numbers beyond the old limit";
    /// The lower limit of a number is lower.
    MinimumLowered = "minimum-lowered", Sided(Info, Breaking),
        "numbers come that clients do not expect",
        "expect numbers beyond the old limit";
    /// The lower limit of a number is higher.
    MinimumRaised = "minimum-raised", Sided(Breaking, Info),
        "numbers that were accepted are refused",
        "send numbers within the limit";
    /// Numbers must be multiples of one.
    MultipleOfSet = "multiple-of-set", Sided(Breaking, Info),
        "values that were accepted are refused",
        "send values that the new document allows";
    /// Numbers need not be multiples of one any longer.
    MultipleOfUnset = "multiple-of-unset", Sided(Info, Warning),
        "values come that clients do not expect",
        "expect values that the new document allows";
    /// Numbers must be multiples of another one.
    MultipleOfChanged = "multiple-of-changed", Always(Warning),
        "values that were accepted are refused",
        "send values that the new document allows";
    /// A text must match a pattern.
    PatternAdded = "pattern-added", Sided(Breaking, Info),
        "values that were accepted are refused",
        "send values that the new document allows";
    /// A text need not match a pattern any longer.
    PatternRemoved = "pattern-removed", Always(Info),
        "texts may be other ones, which clients rarely rely on",
        "nothing where any text is read";
    /// A text must match another pattern.
    PatternChanged = "pattern-changed", Sided(Warning, Info),
        "whether the new pattern allows less is not for a program to say",
        "compare the two patterns";
    /// A value has a format.
    FormatAdded = "format-added", Sided(Breaking, Info),
        "values that were accepted are refused",
        "send values that the new document allows";
    /// A value has no format any longer.
    FormatRemoved = "format-removed", Sided(Info, Breaking),
        "values come that clients do not expect",
        "expect values that the new document allows";
    /// A value has another format.
    FormatChanged = "format-changed", Always(Breaking),
        "values of the old format are refused, or those of the new one not understood",
        "send and read the new format";
    /// The format is one that holds more.
    FormatWidened = "format-widened", Sided(Info, Breaking),
        "numbers come that do not fit",
        "read into a type that holds more";
    /// The format is one that holds less.
    FormatNarrowed = "format-narrowed", Sided(Breaking, Info),
        "numbers that do not fit are refused",
        "send numbers that fit";
    /// What a text encodes is encoded otherwise.
    ContentEncodingChanged = "content-encoding-changed", Always(Breaking),
        "the text is decoded as something else",
        "encode and decode by the new encoding";
    /// What a text holds is of another media type.
    ContentMediaTypeChanged = "content-media-type-changed", Always(Breaking),
        "the text is read as something else",
        "write and read the new media type";
    /// A value is listed that was not.
    EnumValueAdded = "enum-value-added", Sided(Info, Warning),
        "a value comes that clients do not know",
        "send it where it helps, and expect values that are not known";
    /// A value is not listed any longer.
    EnumValueRemoved = "enum-value-removed", Sided(Breaking, Info),
        "a value that was accepted is refused",
        "send one of the others";
    /// A value must be a listed one.
    BecameEnum = "became-enum", Sided(Breaking, Info),
        "values that are not listed are refused",
        "send one of those that are listed";
    /// A value need not be a listed one any longer.
    EnumLifted = "enum-lifted", Sided(Info, Warning),
        "values come that clients do not know",
        "expect any value";
    /// A value is always the same.
    ConstAdded = "const-added", Sided(Breaking, Info),
        "other values are refused",
        "send that value";
    /// A value is not always the same any longer.
    ConstRemoved = "const-removed", Sided(Info, Breaking),
        "values come that clients do not know",
        "expect other values";
    /// The one value is another.
    ConstChanged = "const-changed", Always(Breaking),
        "the old value is refused, or the new one not known",
        "send and expect the new value";
    /// A value of an extensible list is not known any longer.
    KnownValueRemoved = "known-value-removed", Sided(Breaking, Info),
        "a value that was accepted is refused",
        "send one of the others";
    /// A value of an extensible list is known.
    KnownValueAdded = "known-value-added", Always(Info),
        "clients had to expect it before",
        "nothing; know it where it helps";
    /// A value that is left out has a default.
    DefaultAdded = "default-added", Sided(Breaking, Info),
        "a request that leaves the value out means something else",
        "send the value where it matters";
    /// A value that is left out has no default any longer.
    DefaultRemoved = "default-removed", Sided(Breaking, Info),
        "a request that leaves the value out means something else",
        "send the value where it matters";
    /// A value that is left out has another default.
    DefaultChanged = "default-changed", Sided(Breaking, Info),
        "a request that leaves the value out means something else",
        "send the value where it matters";
    /// No item of an array may repeat another.
    UniqueItemsSet = "unique-items-set", Sided(Warning, Info),
        "arrays that repeat items are refused",
        "send each item once";
    /// Items of an array may repeat each other.
    UniqueItemsUnset = "unique-items-unset", Sided(Info, Warning),
        "items come twice",
        "expect items that repeat each other";
    /// New: what it must be besides depends on the value itself.
    ConditionAdded = "condition-added", Sided(Breaking, Info),
        "values that were accepted are refused",
        "send values that the new document allows";
    /// No longer: what it must be besides depends on the value itself.
    ConditionRemoved = "condition-removed", Sided(Info, Breaking),
        "values come that clients do not expect",
        "expect values that the new document allows";
    /// Otherwise than before: what it must be besides depends on the value itself.
    ConditionChanged = "condition-changed", Always(Warning),
        "what it allows is not what it allowed",
        "compare the two, and send and expect values by the new one";
    /// New: an array must hold an item of a kind.
    ContainsAdded = "contains-added", Sided(Breaking, Info),
        "values that were accepted are refused",
        "send values that the new document allows";
    /// No longer: an array must hold an item of a kind.
    ContainsRemoved = "contains-removed", Sided(Info, Breaking),
        "values come that clients do not expect",
        "expect values that the new document allows";
    /// Otherwise than before: an array must hold an item of a kind.
    ContainsChanged = "contains-changed", Always(Warning),
        "what it allows is not what it allowed",
        "compare the two, and send and expect values by the new one";
    /// New: the names of properties are limited.
    PropertyNamesAdded = "property-names-added", Sided(Breaking, Info),
        "values that were accepted are refused",
        "send values that the new document allows";
    /// No longer: the names of properties are limited.
    PropertyNamesRemoved = "property-names-removed", Sided(Info, Breaking),
        "values come that clients do not expect",
        "expect values that the new document allows";
    /// Otherwise than before: the names of properties are limited.
    PropertyNamesChanged = "property-names-changed", Always(Warning),
        "what it allows is not what it allowed",
        "compare the two, and send and expect values by the new one";
    /// New: items that nothing else describes are limited.
    UnevaluatedItemsAdded = "unevaluated-items-added", Sided(Breaking, Info),
        "values that were accepted are refused",
        "send values that the new document allows";
    /// No longer: items that nothing else describes are limited.
    UnevaluatedItemsRemoved = "unevaluated-items-removed", Sided(Info, Breaking),
        "values come that clients do not expect",
        "expect values that the new document allows";
    /// Otherwise than before: items that nothing else describes are limited.
    UnevaluatedItemsChanged = "unevaluated-items-changed", Always(Warning),
        "what it allows is not what it allowed",
        "compare the two, and send and expect values by the new one";
    /// New: properties that nothing else describes are limited.
    UnevaluatedPropertiesAdded = "unevaluated-properties-added", Sided(Breaking, Info),
        "values that were accepted are refused",
        "send values that the new document allows";
    /// No longer: properties that nothing else describes are limited.
    UnevaluatedPropertiesRemoved = "unevaluated-properties-removed", Sided(Info, Breaking),
        "values come that clients do not expect",
        "expect values that the new document allows";
    /// Otherwise than before: properties that nothing else describes are limited.
    UnevaluatedPropertiesChanged = "unevaluated-properties-changed", Always(Warning),
        "what it allows is not what it allowed",
        "compare the two, and send and expect values by the new one";
    /// New: what a text holds has a schema.
    ContentSchemaAdded = "content-schema-added", Sided(Breaking, Info),
        "values that were accepted are refused",
        "send values that the new document allows";
    /// No longer: what a text holds has a schema.
    ContentSchemaRemoved = "content-schema-removed", Sided(Info, Breaking),
        "values come that clients do not expect",
        "expect values that the new document allows";
    /// Otherwise than before: what a text holds has a schema.
    ContentSchemaChanged = "content-schema-changed", Always(Warning),
        "what it allows is not what it allowed",
        "compare the two, and send and expect values by the new one";
    /// New: a property asks for others.
    DependentRequiredAdded = "dependent-required-added", Sided(Breaking, Info),
        "values that were accepted are refused",
        "send values that the new document allows";
    /// No longer: a property asks for others.
    DependentRequiredRemoved = "dependent-required-removed", Sided(Info, Breaking),
        "values come that clients do not expect",
        "expect values that the new document allows";
    /// Otherwise than before: a property asks for others.
    DependentRequiredChanged = "dependent-required-changed", Always(Breaking),
        "what it allows is not what it allowed",
        "compare the two, and send and expect values by the new one";
    /// New: a property asks for more of the value.
    DependentSchemaAdded = "dependent-schema-added", Sided(Breaking, Info),
        "values that were accepted are refused",
        "send values that the new document allows";
    /// No longer: a property asks for more of the value.
    DependentSchemaRemoved = "dependent-schema-removed", Sided(Info, Breaking),
        "values come that clients do not expect",
        "expect values that the new document allows";
    /// Otherwise than before: a property asks for more of the value.
    DependentSchemaChanged = "dependent-schema-changed", Always(Warning),
        "what it allows is not what it allowed",
        "compare the two, and send and expect values by the new one";
    /// A value is deprecated.
    SchemaDeprecated = "schema-deprecated", Always(Info),
        "it may end one day",
        "find out what stands in its place";
    /// A value is deprecated no longer.
    SchemaReactivated = "schema-reactivated", Always(Info),
        "it stays",
        "nothing";
    /// A keyword of a schema without a code of its own says something else.
    KeywordChanged = "keyword-changed", Always(Warning),
        "it may tighten or loosen what values are allowed, and is not judged by itself",
        "compare the two, and send and expect values by the new one";
}
